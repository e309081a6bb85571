#include "report/writer.h"

const struct writer *const WRITERS[] = {
    &AUDIT_JSON_WRITER,
    &CASES_CSV_WRITER,
    &CONTACTS_CSV_WRITER,
    &MAP_PDF_WRITER,
    &MAP_SVG_WRITER,
    &NETWORK_SVG_WRITER,
    &REPORT_HTML_WRITER,
    &SUMMARY_PDF_WRITER,
    &TIMELINES_PDF_WRITER,
    NULL,
};
