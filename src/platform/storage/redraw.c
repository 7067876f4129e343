/* redraw.c: pictures drawn anew: upright, without whatever the camera wrote beside them. */
#include "platform/storage/inside.h"

#include <gd.h>
#include <string.h>

enum { JPEG_QUALITY = 88, THUMB_QUALITY = 80 };

static void say_nothing(int priority, const char *format, va_list args)
{
    (void)priority;
    (void)format;
    (void)args;
}

void storage_quiet_gd(void)
{
    gdSetErrorMethod(say_nothing);
}

static void image_cleanup(gdImagePtr *im)
{
    if (*im != NULL) {
        gdImageDestroy(*im);
    }
}

static gdImagePtr decode(struct arena *a, Str bytes, enum storage_kind kind)
{
    if (bytes.n == 0 || bytes.n > INT32_MAX) {
        return NULL;
    }
    char *p = arena_alloc(a, bytes.n); /* gd wants bytes it could write to */
    memcpy(p, bytes.p, bytes.n);
    /* The structure is whole; small complaints of the decoder are common in phone pictures. */
    return kind == STORAGE_JPEG ? gdImageCreateFromJpegPtrEx((int)bytes.n, p, 1)
                                : gdImageCreateFromPngPtr((int)bytes.n, p);
}

static Str encoded(struct arena *a, gdImagePtr im, enum storage_kind kind, int quality)
{
    int n = 0;
    void *p = kind == STORAGE_JPEG ? gdImageJpegPtr(im, &n, quality) : gdImagePngPtr(im, &n);
    if (p == NULL || n <= 0) {
        return STR_NONE;
    }
    Str made = str_dup(a, (Str){ p, (size_t)n });
    gdFree(p);
    return made;
}

/* Where the pixel (x, y) of a stored picture w x h goes, by EXIF orientation. */
static void turned(int orientation, int w, int h, int *x, int *y)
{
    int sx = *x, sy = *y;
    bool mirror_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool mirror_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int tx = mirror_x ? w - 1 - sx : sx;
    int ty = mirror_y ? h - 1 - sy : sy;
    bool lying = orientation >= 5;
    *x = lying ? ty : tx;
    *y = lying ? tx : ty;
}

static gdImagePtr upright(gdImagePtr im, int orientation)
{
    int w = gdImageSX(im), h = gdImageSY(im);
    bool lying = orientation >= 5;
    gdImagePtr to = gdImageCreateTrueColor(lying ? h : w, lying ? w : h);
    if (to == NULL) {
        return NULL;
    }
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            int tx = x, ty = y;
            turned(orientation, w, h, &tx, &ty);
            to->tpixels[ty][tx] = gdImageGetTrueColorPixel(im, x, y);
        }
    }
    return to;
}

enum storage_why storage_redraw(struct arena *a, Str bytes, struct storage_seen *seen, Str *ret)
{
    gdImagePtr im CLEANUP(image_cleanup) = decode(a, bytes, seen->kind);
    if (im == NULL || gdImageSX(im) != seen->width || gdImageSY(im) != seen->height) {
        return STORAGE_CUT_OFF;
    }
    int orientation = seen->kind == STORAGE_JPEG ? storage_jpeg_orientation(bytes) : 1;
    gdImagePtr straight CLEANUP(image_cleanup) = orientation == 1 ? NULL : upright(im, orientation);
    if (orientation != 1 && straight == NULL) {
        return STORAGE_TOO_MANY_PIXELS; /* no memory for a second one */
    }
    gdImagePtr from = straight != NULL ? straight : im;
    gdImageSaveAlpha(from, 1);
    Str made = encoded(a, from, seen->kind, JPEG_QUALITY);
    if (str_none(made)) {
        return STORAGE_CUT_OFF;
    }
    seen->width = gdImageSX(from);
    seen->height = gdImageSY(from);
    *ret = made;
    return STORAGE_OK;
}

static int scaled(int side, int px, int longest)
{
    int64_t v = ((int64_t)side * px + longest / 2) / longest;
    return v < 1 ? 1 : (int)v;
}

enum storage_why storage_shrink(struct arena *a, Str bytes, const struct storage_seen *seen, int px,
                                Str *ret)
{
    gdImagePtr im CLEANUP(image_cleanup) = decode(a, bytes, seen->kind);
    if (im == NULL) {
        return STORAGE_CUT_OFF;
    }
    int w = gdImageSX(im), h = gdImageSY(im), longest = w > h ? w : h;
    int tw = longest > px ? scaled(w, px, longest) : w;
    int th = longest > px ? scaled(h, px, longest) : h;
    gdImagePtr to CLEANUP(image_cleanup) = gdImageCreateTrueColor(tw, th);
    if (to == NULL) {
        return STORAGE_TOO_MANY_PIXELS;
    }
    gdImageFilledRectangle(to, 0, 0, tw - 1, th - 1, gdTrueColor(255, 255, 255));
    gdImageCopyResampled(to, im, 0, 0, 0, 0, tw, th, w, h);
    *ret = encoded(a, to, STORAGE_JPEG, THUMB_QUALITY);
    return str_none(*ret) ? STORAGE_CUT_OFF : STORAGE_OK;
}
