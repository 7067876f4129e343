/* docx.c: a paper as DOCX (ECMA-376): the few parts a word processor needs, in a ZIP that is the
 * same for the same paper. */
#include "platform/paper/docx_inside.h"
#include "platform/zip/zip.h"

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define FONT "Times New Roman"

static int twentieths(double points)
{
    return (int)(points * 20 + 0.5);
}

/* ---- text ---- */

static void put_text(struct docx *w, Str s)
{
    w->bad = w->bad || !utf8_valid(s);
    out_raw(w->o, S("<w:t xml:space=\"preserve\">"));
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\n') {
            out_raw(w->o, S("</w:t><w:br/><w:t xml:space=\"preserve\">"));
        } else if (c == '\t') {
            out_c(w->o, ' ');
        } else if ((unsigned char)c >= 0x20 && c != 0x7f) { /* XML knows no other controls */
            out_html(w->o, (Str){ &s.p[i], 1 });
        }
    }
    out_raw(w->o, S("</w:t>"));
}

static void put_run(struct docx *w, const struct docx_run *r)
{
    int half = (int)(r->size * 2 + 0.5);
    out_fmt(w->o, "<w:r><w:rPr>%s%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr>",
            r->bold ? "<w:b/><w:bCs/>" : "", r->italic ? "<w:i/><w:iCs/>" : "", half, half);
    put_text(w, r->text);
    out_raw(w->o, S("</w:r>"));
}

void docx_paragraph(struct docx *w, const struct docx_paragraph *look, size_t n,
                    const struct docx_run *run)
{
    static const char *const aligns[] = { [PAPER_LEFT] = "left",
                                          [PAPER_CENTRE] = "center",
                                          [PAPER_RIGHT] = "right",
                                          [PAPER_JUSTIFY] = "both" };
    out_raw(w->o, S("<w:p><w:pPr>"));
    if (look->keep) {
        out_raw(w->o, S("<w:keepNext/>"));
    }
    if (look->rule) {
        out_raw(w->o, S("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
                        "w:color=\"000000\"/></w:pBdr>"));
    }
    out_fmt(w->o, "<w:spacing w:before=\"%d\" w:after=\"%d\"", twentieths(look->before),
            twentieths(look->after));
    if (look->height > 0) {
        out_fmt(w->o, " w:line=\"%d\" w:lineRule=\"exact\"", twentieths(look->height));
    }
    out_fmt(w->o, "/><w:ind w:left=\"%d\" w:right=\"%d\" w:firstLine=\"%d\"/><w:jc w:val=\"%s\"/>",
            twentieths(look->left), twentieths(look->right), twentieths(look->indent),
            aligns[look->align]);
    out_raw(w->o, S("</w:pPr>"));
    for (size_t i = 0; i < n; i++) {
        put_run(w, &run[i]);
    }
    out_raw(w->o, S("</w:p>"));
}

int docx_width(const struct docx *w)
{
    return (w->landscape ? DOCX_LONG : DOCX_SHORT) - DOCX_LEFT - DOCX_RIGHT;
}

/* ---- tables ---- */

void docx_cell_begin(struct docx *w, int width, int span)
{
    out_fmt(w->o, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
    if (span > 1) {
        out_fmt(w->o, "<w:gridSpan w:val=\"%d\"/>", span);
    }
    out_raw(w->o, S("</w:tcPr>"));
}

void docx_cell_end(struct docx *w)
{
    out_raw(w->o, S("</w:tc>"));
}

static int column_width(const struct docx *w, size_t c)
{
    int sum = 0;
    for (size_t i = 0; i < w->table->n; i++) {
        sum += w->table->column[i].share;
    }
    return docx_width(w) * w->table->column[c].share / sum;
}

static void put_cell(struct docx *w, size_t c, bool bold, enum paper_align align, Str text)
{
    const struct docx_run run = { text, w->table->size, bold, false };
    const struct docx_paragraph look = { .before = 2, .after = 2, .align = align };
    docx_cell_begin(w, column_width(w, c), 1);
    docx_paragraph(w, &look, 1, &run);
    docx_cell_end(w);
}

static void begin_table(struct docx *w, const struct paper_table *t)
{
    static const char *const sides[] = { "top", "left", "bottom", "right", "insideH", "insideV" };
    w->table = t;
    out_fmt(w->o, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>",
            docx_width(w));
    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        out_fmt(w->o, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>",
                sides[i]);
    }
    out_raw(w->o, S("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left "
                    "w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/>"
                    "</w:tblCellMar></w:tblPr><w:tblGrid>"));
    for (size_t i = 0; i < t->n; i++) {
        out_fmt(w->o, "<w:gridCol w:w=\"%d\"/>", column_width(w, i));
    }
    out_raw(w->o, S("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
    for (size_t i = 0; i < t->n; i++) {
        put_cell(w, i, true, PAPER_CENTRE, t->column[i].title);
    }
    out_raw(w->o, S("</w:tr>"));
}

static void put_row(struct docx *w, const struct paper_block *b)
{
    out_raw(w->o, S("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
    for (size_t i = 0; i < b->n; i++) {
        put_cell(w, i, b->bold, w->table->column[i].align, b->cell[i]);
    }
    out_raw(w->o, S("</w:tr>"));
}

static void put_across(struct docx *w, const struct paper_block *b)
{
    const struct docx_run run = { b->cell[0], w->table->size, b->bold, false };
    const struct docx_paragraph look = { .before = 2, .after = 2, .keep = true };
    out_raw(w->o, S("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
    docx_cell_begin(w, docx_width(w), (int)w->table->n);
    docx_paragraph(w, &look, 1, &run);
    docx_cell_end(w);
    out_raw(w->o, S("</w:tr>"));
}

/* ---- sections ---- */

static void put_section(struct docx *w)
{
    out_raw(w->o, S("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>"));
    if (w->first) {
        out_raw(w->o, S("<w:headerReference w:type=\"first\" r:id=\"rId3\"/>"));
    }
    out_fmt(w->o, "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>",
            w->landscape ? DOCX_LONG : DOCX_SHORT, w->landscape ? DOCX_SHORT : DOCX_LONG,
            w->landscape ? " w:orient=\"landscape\"" : "");
    out_fmt(w->o,
            "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"%d\" "
            "w:footer=\"567\" w:gutter=\"0\"/>%s</w:sectPr>",
            DOCX_TOP, DOCX_RIGHT, DOCX_BOTTOM, DOCX_LEFT, DOCX_HEADER,
            w->first ? "<w:titlePg/>" : "");
}

static void put_break(struct docx *w, bool landscape)
{
    out_raw(w->o, S("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" "
                    "w:lineRule=\"exact\"/>"));
    put_section(w);
    out_raw(w->o, S("</w:pPr></w:p>"));
    w->first = false;
    w->landscape = landscape;
}

/* ---- blocks ---- */

static void put_paragraph(struct docx *w, const struct paper_block *b)
{
    struct paper_look look = paper_look_of(b->style);
    const struct docx_paragraph as = { .before = look.before,
                                       .after = look.after,
                                       .indent = look.indent,
                                       .align = look.align,
                                       .keep = look.keep };
    struct docx_run runs[PAPER_RUNS_MAX];
    for (size_t i = 0; i < b->n; i++) {
        runs[i] = (struct docx_run){ b->run[i].text, look.size, b->run[i].bold, b->run[i].italic };
    }
    docx_paragraph(w, &as, b->n, runs);
}

static void put_gap(struct docx *w, double points)
{
    docx_paragraph(w, &(const struct docx_paragraph){ .height = points }, 0, NULL);
}

static void put_block(struct docx *w, const struct paper_block *b)
{
    switch (b->kind) {
    case BLOCK_HEAD:
        docx_head(w, b->head);
        break;
    case BLOCK_TEXT:
        put_paragraph(w, b);
        break;
    case BLOCK_GAP:
        put_gap(w, b->gap);
        break;
    case BLOCK_TABLE:
        begin_table(w, b->table);
        break;
    case BLOCK_ROW:
        put_row(w, b);
        break;
    case BLOCK_ACROSS:
        put_across(w, b);
        break;
    case BLOCK_TABLE_END:
        out_raw(w->o, S("</w:tbl>"));
        put_gap(w, 8);
        break;
    case BLOCK_SIGN:
        docx_foot(w, b->foot);
        break;
    case BLOCK_BREAK:
        put_break(w, b->landscape);
        break;
    }
}

static void put_document(struct docx *w)
{
    out_raw(w->o, S(XML "<w:document xmlns:w=\"" W "\" xmlns:r=\"" R "\"><w:body>"));
    w->landscape = w->p->o.landscape;
    w->first = true;
    for (size_t i = 0; i < w->p->n; i++) {
        put_block(w, &w->p->v[i]);
    }
    put_section(w);
    out_raw(w->o, S("</w:body></w:document>"));
}

/* ---- the other parts ---- */

static const char content_types[] =
    XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
        "<Override PartName=\"/word/header1.xml\" ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>"
        "<Override PartName=\"/word/header2.xml\" ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" "
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
static const char package_rels[] =
    XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" R "/officeDocument\" Target=\"word/document.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
        "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
static const char document_rels[] =
    XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" R "/styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" R "/header\" Target=\"header1.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" R "/header\" Target=\"header2.xml\"/></Relationships>";
static const char styles[] =
    XML "<w:styles xmlns:w=\"" W "\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"" FONT
        "\" w:hAnsi=\"" FONT "\" w:eastAsia=\"" FONT "\" w:cs=\"" FONT
        "\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"vi-VN\"/></w:rPr>"
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr>"
        "</w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" "
        "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>";

/* The number in the middle of the upper margin; a preview's words across the page. */
static Str header(struct docx *w, bool number)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    out_raw(o, S(XML "<w:hdr xmlns:w=\"" W "\" xmlns:r=\"" R
                     "\" xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                     "xmlns:o=\"urn:schemas-microsoft-com:office:office\"><w:p><w:pPr><w:jc "
                     "w:val=\"center\"/></w:pPr>"));
    if (w->p->o.preview) {
        out_raw(o, S("<w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" "
                     "o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas>"
                     "<v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>"
                     "<v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/>"
                     "<v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>"
                     "<v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/>"
                     "<v:f eqn=\"if @0 @4 21600\"/></v:formulas><v:path textpathok=\"t\" "
                     "o:connecttype=\"rect\"/><v:textpath on=\"t\" fitshape=\"t\"/></v:shapetype>"
                     "<v:shape id=\"PowerPlusWaterMarkObject\" type=\"#_x0000_t136\" "
                     "style=\"position:absolute;width:480pt;height:90pt;rotation:315;"
                     "z-index:-251658752;mso-position-horizontal:center;"
                     "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
                     "mso-position-vertical-relative:margin\" fillcolor=\"#d9d9d9\" "
                     "stroked=\"f\"><v:textpath style=\"font-family:&quot;" FONT
                     "&quot;;font-size:1pt;font-weight:bold\" string=\"" PAPER_PREVIEW
                     "\"/></v:shape></w:pict></w:r>"));
    }
    if (number) {
        out_raw(o,
                S("<w:r><w:rPr><w:sz w:val=\"26\"/></w:rPr><w:fldChar "
                  "w:fldCharType=\"begin\"/></w:r><w:r><w:rPr><w:sz w:val=\"26\"/></w:rPr>"
                  "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r>"
                  "<w:rPr><w:sz w:val=\"26\"/></w:rPr><w:fldChar w:fldCharType=\"separate\"/>"
                  "</w:r><w:r><w:rPr><w:sz w:val=\"26\"/></w:rPr><w:t>2</w:t></w:r><w:r>"
                  "<w:rPr><w:sz w:val=\"26\"/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r>"));
    }
    out_raw(o, S("</w:p></w:hdr>"));
    return out_dup(w->arena, o);
}

static Str core(struct docx *w)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES),
                  *t CLEANUP(out_cleanup) = out_new(100);
    const struct paper_opts *p = &w->p->o;
    out_raw(o, S(XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/"
                     "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                     "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"));
    out_html(o, str_none(p->title) ? S("") : p->title);
    out_raw(o, S("</dc:title><dc:creator>"));
    out_html(o, str_none(p->author) ? S("") : p->author);
    out_raw(o, S("</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">"));
    out_time_iso(t, p->made);
    out_raw(o, out_view(t));
    out_raw(o, S("</dcterms:created></cp:coreProperties>"));
    w->bad = w->bad || !utf8_valid(out_view(o));
    return out_dup(w->arena, o);
}

Err paper_docx(const struct paper *p, struct arena *a, Str *ret)
{
    struct out *o CLEANUP(out_cleanup) = out_new(DOCX_BYTES_MAX);
    struct zip_out *z CLEANUP(zip_cleanup) = NULL;
    struct docx w = { .arena = a, .p = p, .o = o };
    put_document(&w);
    const struct {
        Str name, bytes;
    } parts[] = {
        { S("[Content_Types].xml"), str_c(content_types) },
        { S("_rels/.rels"), str_c(package_rels) },
        { S("word/document.xml"), out_view(o) },
        { S("word/_rels/document.xml.rels"), str_c(document_rels) },
        { S("word/styles.xml"), str_c(styles) },
        { S("word/header1.xml"), header(&w, true) },
        { S("word/header2.xml"), header(&w, false) },
        { S("docProps/core.xml"), core(&w) },
    };
    if (w.bad || o->over) {
        return w.bad ? E_INPUT : E_LIMIT;
    }
    TRY(zip_new(&z));
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        TRY(zip_put(z, parts[i].name, parts[i].bytes, true));
    }
    return zip_end(z, a, ret);
}
