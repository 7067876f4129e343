/* picture.h: drawn pictures for the products of the demonstration province, so that no photograph
 * of anybody is needed. */
#ifndef DEMO_PICTURE_H
#define DEMO_PICTURE_H
#include "platform/base/base.h"

/* A 960 x 720 PNG: the motif ("bottle", "jar", "claypot", "bag", "bowl", "fruit", "grapes", "fish",
 * "eggs", "leaf", "cloth", "plant", "land"; anything else draws a bag) in a tone ("#8a4b2a") on a
 * quiet ground. E_INPUT when the tone is none. */
Err demo_picture(struct arena *a, Str motif, Str tone, Str *ret_png) MUST;

#endif
