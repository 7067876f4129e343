/* picture.c: still lifes of simple shapes, drawn with cairo. */
#include "domain/demo/picture.h"

#include <cairo.h>

enum { WIDTH = 960, HEIGHT = 720 };

struct rgb {
    double r, g, b;
};
struct still {
    cairo_t *c;
    struct rgb tone;
};

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static Err tone_of(Str s, struct rgb *ret)
{
    if (s.n != 7 || s.p[0] != '#') {
        return E_INPUT;
    }
    double v[3];
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(s.p[1 + 2 * i]), low = hex_digit(s.p[2 + 2 * i]);
        if (high < 0 || low < 0) {
            return E_INPUT;
        }
        v[i] = (high * 16 + low) / 255.0;
    }
    *ret = (struct rgb){ v[0], v[1], v[2] };
    return OK;
}

/* Towards white (k > 0) or black (k < 0). */
static void paint(const struct still *s, double k)
{
    double to = k > 0 ? 1 : 0, part = k > 0 ? k : -k;
    cairo_set_source_rgb(s->c, s->tone.r + (to - s->tone.r) * part,
                         s->tone.g + (to - s->tone.g) * part, s->tone.b + (to - s->tone.b) * part);
}

static void oval(const struct still *s, double x, double y, double w, double h)
{
    cairo_save(s->c);
    cairo_translate(s->c, x, y);
    cairo_scale(s->c, w, h);
    cairo_arc(s->c, 0, 0, 1, 0, 6.2832);
    cairo_restore(s->c);
    cairo_fill(s->c);
}

static void ground(const struct still *s)
{
    paint(s, 0.86);
    cairo_paint(s->c);
    paint(s, 0.70);
    cairo_rectangle(s->c, 0, 520, WIDTH, HEIGHT - 520);
    cairo_fill(s->c);
    cairo_set_source_rgba(s->c, 0, 0, 0, 0.14);
    oval(s, 480, 622, 250, 26);
}

/* A white label with three lines on something round. */
static void label(const struct still *s, double x, double y, double w, double h)
{
    cairo_set_source_rgb(s->c, 0.98, 0.97, 0.93);
    cairo_rectangle(s->c, x - w / 2, y, w, h);
    cairo_fill(s->c);
    paint(s, -0.25);
    for (int i = 0; i < 3; i++) {
        double part = i == 0 ? 0.6 : i == 1 ? 0.4 : 0.5;
        cairo_rectangle(s->c, x - w * part / 2, y + h * (0.25 + 0.22 * i), w * part, h * 0.07);
    }
    cairo_fill(s->c);
}

/* Symmetric about x: half outline given as pairs (half width, y), closed on the other side. */
static void turned(const struct still *s, double x, const double (*half)[2], size_t n)
{
    cairo_move_to(s->c, x + half[0][0], half[0][1]);
    for (size_t i = 1; i < n; i++) {
        double mid = (half[i - 1][1] + half[i][1]) / 2;
        cairo_curve_to(s->c, x + half[i - 1][0], mid, x + half[i][0], mid, x + half[i][0],
                       half[i][1]);
    }
    for (size_t i = n; i-- > 0;) {
        double from = i + 1 < n ? half[i + 1][1] : half[i][1], mid = (from + half[i][1]) / 2;
        if (i + 1 == n) {
            cairo_line_to(s->c, x - half[i][0], half[i][1]);
        } else {
            cairo_curve_to(s->c, x - half[i + 1][0], mid, x - half[i][0], mid, x - half[i][0],
                           half[i][1]);
        }
    }
    cairo_close_path(s->c);
    cairo_fill(s->c);
}

static void bottle(const struct still *s)
{
    static const double glass[][2] = {
        { 34, 150 }, { 34, 250 }, { 92, 330 }, { 96, 610 }, { 84, 625 }
    };
    static const double small[][2] = {
        { 22, 290 }, { 22, 350 }, { 62, 400 }, { 64, 612 }, { 56, 624 }
    };
    paint(s, 0.12);
    turned(s, 650, small, COUNT_OF(small));
    label(s, 650, 470, 116, 96);
    paint(s, 0);
    turned(s, 440, glass, COUNT_OF(glass));
    paint(s, -0.45);
    cairo_rectangle(s->c, 402, 112, 76, 56);
    cairo_rectangle(s->c, 626, 262, 48, 40);
    cairo_fill(s->c);
    label(s, 440, 400, 176, 150);
}

static void jar(const struct still *s)
{
    static const double glass[][2] = { { 120, 230 }, { 165, 290 }, { 168, 590 }, { 140, 625 } };
    paint(s, 0);
    turned(s, 480, glass, COUNT_OF(glass));
    paint(s, -0.4);
    cairo_rectangle(s->c, 352, 172, 256, 66);
    cairo_fill(s->c);
    label(s, 480, 350, 300, 180);
}

static void clay_pot(const struct still *s)
{
    static const double clay[][2] = { { 74, 210 }, { 62, 250 }, { 205, 400 }, { 120, 622 } };
    paint(s, 0);
    turned(s, 480, clay, COUNT_OF(clay));
    paint(s, -0.3);
    oval(s, 480, 210, 78, 20);
    paint(s, 0.25);
    for (int i = 0; i < 3; i++) {
        cairo_rectangle(s->c, 300, 380 + 30 * i, 360, 7);
    }
    cairo_fill(s->c);
}

static void bag(const struct still *s)
{
    paint(s, 0.05);
    cairo_move_to(s->c, 320, 220);
    cairo_line_to(s->c, 640, 220);
    cairo_curve_to(s->c, 690, 380, 690, 500, 660, 624);
    cairo_line_to(s->c, 300, 624);
    cairo_curve_to(s->c, 270, 500, 270, 380, 320, 220);
    cairo_fill(s->c);
    paint(s, -0.35);
    cairo_rectangle(s->c, 312, 186, 336, 44);
    cairo_fill(s->c);
    label(s, 480, 330, 250, 200);
}

static void bowl(const struct still *s)
{
    paint(s, 0.1);
    for (int i = 0; i < 9; i++) {
        oval(s, 330 + 38 * i, 410 - (i % 3) * 26, 46, 34);
    }
    cairo_set_source_rgb(s->c, 0.96, 0.95, 0.92);
    cairo_arc(s->c, 480, 420, 235, 0, 3.1416);
    cairo_fill(s->c);
    cairo_rectangle(s->c, 400, 600, 160, 26);
    cairo_fill(s->c);
    paint(s, -0.1);
    cairo_rectangle(s->c, 250, 440, 460, 14);
    cairo_fill(s->c);
}

static void fruit(const struct still *s)
{
    static const double at[][3] = { { 380, 500, 130 }, { 590, 510, 118 }, { 480, 360, 122 } };
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        paint(s, i == 2 ? 0.12 : 0);
        oval(s, at[i][0], at[i][1], at[i][2], at[i][2] * 0.94);
        cairo_set_source_rgb(s->c, 0.31, 0.55, 0.24);
        cairo_move_to(s->c, at[i][0] - 8, at[i][1] - at[i][2] * 0.9);
        cairo_curve_to(s->c, at[i][0] + 10, at[i][1] - at[i][2] * 1.3, at[i][0] + 60,
                       at[i][1] - at[i][2] * 1.25, at[i][0] + 70, at[i][1] - at[i][2] * 1.05);
        cairo_curve_to(s->c, at[i][0] + 40, at[i][1] - at[i][2], at[i][0] + 10,
                       at[i][1] - at[i][2] * 0.9, at[i][0] - 8, at[i][1] - at[i][2] * 0.9);
        cairo_fill(s->c);
    }
}

static void grapes(const struct still *s)
{
    for (int row = 0; row < 6; row++) {
        for (int k = 0; k <= 5 - row; k++) {
            paint(s, ((row + k) % 3) * 0.14);
            oval(s, 480 + (k - (5 - row) / 2.0) * 78, 250 + row * 64, 42, 42);
        }
    }
    cairo_set_source_rgb(s->c, 0.36, 0.45, 0.2);
    cairo_rectangle(s->c, 472, 130, 16, 96);
    cairo_fill(s->c);
}

static void fish(const struct still *s)
{
    for (int i = 0; i < 3; i++) {
        double y = 330 + 105 * i;
        paint(s, 0.1 * i);
        oval(s, 460, y, 220, 44);
        cairo_move_to(s->c, 650, y);
        cairo_line_to(s->c, 760, y - 52);
        cairo_line_to(s->c, 760, y + 52);
        cairo_close_path(s->c);
        cairo_fill(s->c);
        cairo_set_source_rgb(s->c, 1, 1, 1);
        oval(s, 300, y - 8, 11, 11);
        cairo_set_source_rgb(s->c, 0.1, 0.12, 0.14);
        oval(s, 300, y - 8, 6, 6);
    }
}

static void eggs(const struct still *s)
{
    for (int i = 0; i < 5; i++) {
        paint(s, (i % 3) * 0.18);
        oval(s, 300 + 90 * i, i % 2 == 0 ? 520 : 480, 74, 96);
    }
    cairo_set_source_rgb(s->c, 0.62, 0.45, 0.28);
    cairo_rectangle(s->c, 210, 560, 540, 64);
    cairo_fill(s->c);
}

static void one_leaf(const struct still *s, double turn)
{
    cairo_save(s->c);
    cairo_translate(s->c, 480, 610);
    cairo_rotate(s->c, turn);
    cairo_move_to(s->c, 0, 0);
    cairo_curve_to(s->c, -110, -140, -90, -300, 0, -400);
    cairo_curve_to(s->c, 90, -300, 110, -140, 0, 0);
    cairo_fill_preserve(s->c);
    cairo_set_source_rgba(s->c, 1, 1, 1, 0.5);
    cairo_set_line_width(s->c, 5);
    cairo_stroke(s->c);
    cairo_restore(s->c);
}

static void leaf(const struct still *s)
{
    static const double turns[] = { -0.9, 0.9, -0.45, 0.45, 0 };
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        paint(s, 0.06 * (double)i);
        one_leaf(s, turns[i]);
    }
}

static void cloth(const struct still *s)
{
    for (int row = 0; row < 11; row++) {
        paint(s, row % 2 == 0 ? 0 : 0.55);
        cairo_rectangle(s->c, 250, 190 + 40 * row, 460, 40);
        cairo_fill(s->c);
        paint(s, row % 2 == 0 ? 0.7 : -0.2);
        for (int k = 0; k < 11; k++) {
            double x = 262 + 40 * k, y = 210 + 40 * row;
            cairo_move_to(s->c, x, y);
            cairo_line_to(s->c, x + 14, y - 13);
            cairo_line_to(s->c, x + 28, y);
            cairo_line_to(s->c, x + 14, y + 13);
            cairo_close_path(s->c);
        }
        cairo_fill(s->c);
    }
}

static void plant(const struct still *s)
{
    cairo_set_source_rgb(s->c, 0.6, 0.33, 0.22);
    cairo_move_to(s->c, 360, 480);
    cairo_line_to(s->c, 600, 480);
    cairo_line_to(s->c, 560, 624);
    cairo_line_to(s->c, 400, 624);
    cairo_close_path(s->c);
    cairo_fill(s->c);
    cairo_set_source_rgb(s->c, 0.35, 0.27, 0.18);
    cairo_rectangle(s->c, 470, 280, 20, 200);
    cairo_fill(s->c);
    static const double at[][2] = { { 480, 190 }, { 380, 250 }, { 580, 245 }, { 330, 340 },
                                    { 630, 335 }, { 430, 330 }, { 540, 320 }, { 480, 260 } };
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        paint(s, 0.1 * (double)(i % 3));
        oval(s, at[i][0], at[i][1], 52, 46);
    }
}

static void land(const struct still *s)
{
    cairo_set_source_rgb(s->c, 0.98, 0.85, 0.45);
    oval(s, 720, 190, 66, 66);
    static const double hill[][3] = { { 260, 340, 0.35 }, { 640, 330, 0.2 }, { 430, 400, 0 } };
    for (size_t i = 0; i < COUNT_OF(hill); i++) {
        paint(s, hill[i][2]);
        cairo_move_to(s->c, hill[i][0] - 420, 640);
        cairo_curve_to(s->c, hill[i][0] - 180, hill[i][1] - 120, hill[i][0] + 180, hill[i][1] - 120,
                       hill[i][0] + 420, 640);
        cairo_fill(s->c);
    }
    cairo_set_source_rgb(s->c, 0.64, 0.1, 0.36);
    for (int i = 0; i < 8; i++) {
        oval(s, 190 + 84 * i, 560 + (i % 2) * 36, 17, 20);
    }
}

static const struct {
    const char *name;
    void (*draw)(const struct still *s);
} motifs[] = {
    { "bottle", bottle }, { "jar", jar },     { "claypot", clay_pot }, { "bag", bag },
    { "bowl", bowl },     { "fruit", fruit }, { "grapes", grapes },    { "fish", fish },
    { "eggs", eggs },     { "leaf", leaf },   { "cloth", cloth },      { "plant", plant },
    { "land", land },
};

static cairo_status_t keep(void *to, const unsigned char *bytes, unsigned int n)
{
    out_raw(to, (Str){ (const char *)bytes, n });
    return CAIRO_STATUS_SUCCESS;
}

Err demo_picture(struct arena *a, Str motif, Str tone, Str *ret_png)
{
    struct still s;
    TRY(tone_of(tone, &s.tone));
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    s.c = cairo_create(surface);
    ground(&s);
    void (*draw)(const struct still *) = bag;
    for (size_t i = 0; i < COUNT_OF(motifs); i++) {
        draw = str_eq(motif, str_c(motifs[i].name)) ? motifs[i].draw : draw;
    }
    draw(&s);
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_UPLOAD_BYTES);
    cairo_status_t done = cairo_surface_write_to_png_stream(surface, keep, o);
    cairo_destroy(s.c);
    cairo_surface_destroy(surface);
    if (done != CAIRO_STATUS_SUCCESS || o->over) {
        return fault(E_IO, "cairo: %s", cairo_status_to_string(done));
    }
    *ret_png = out_dup(a, o);
    return OK;
}
