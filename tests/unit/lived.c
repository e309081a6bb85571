#include "test.h"
#include "lived.h"
#include "input/reader.h"
#include "input_file.h"

const char LIVED_JOURNEY[] =
    "<journey xmlns=\"urn:parcours:journey:1\" id=\"r\" event=\"retirement\" lang=\"fr\">"
    "<title>Prendre sa retraite</title><institution id=\"chez-soi\" name=\"Assuré\" self=\"yes\"/>"
    "<institution id=\"carsat\" name=\"Carsat\"/><institution id=\"agirc\" name=\"Agirc-Arrco\"/>"
    "<document id=\"rib\" name=\"RIB\"/><path>"
    "<step id=\"releve\" with=\"carsat\" via=\"web\" takes=\"20min\">Vérifier le relevé</step>"
    "<step id=\"justifs\" with=\"carsat\" via=\"mail\" takes=\"30min\" needs=\"rib\">Envoyer les justificatifs</step>"
    "<step id=\"corrige\" with=\"carsat\" via=\"mail\" by=\"institution\" wait=\"45d\">Recevoir le relevé corrigé</step>"
    "<optional share=\"0.6\"><step id=\"entretien\" with=\"carsat\" via=\"video\" takes=\"45min\">Entretien</step></optional>"
    "<step id=\"preparer\" with=\"chez-soi\" via=\"web\" takes=\"10min\">Préparer</step>"
    "<step id=\"demande\" with=\"carsat\" via=\"web counter\" takes=\"70min\">Déposer la demande unique</step>"
    "<any-order>"
    "<step id=\"decision\" with=\"carsat\" via=\"mail\" by=\"institution\" wait=\"3mo\">Décision de retraite</step>"
    "<step id=\"accord\" with=\"agirc\" via=\"mail\" by=\"institution\" wait=\"90d\">Décision Agirc-Arrco</step>"
    "</any-order></path></journey>";

void lived_init(struct lived *lived, const char *journey, const char *contacts, size_t length)
{
    static const char *const names[] = { "contacts.csv" };
    struct log_options options = { 0 };
    *lived = (struct lived){ 0 };
    source_close(input_file("journey.xml", journey, strlen(journey), &lived->diagnostics));
    source_close(input_file("contacts.csv", contacts, length, &lived->diagnostics));
    lived->journey = journey_read("journey.xml", &lived->diagnostics);
    lived->log = event_log_read(names, 1, &options, NULL, &lived->diagnostics);
    assert_non_null(lived->journey);
    assert_non_null(lived->log);
    lived->net = net_compile(lived->journey, &lived->net_owned, &lived->diagnostics);
    lived->matching = matching_new(lived->journey, lived->log);
    lived->alignments = alignment_set_new(lived->journey, lived->net, lived->log, lived->matching,
                                          &(struct align_options){ .threads = 1 }, &lived->diagnostics);
    lived->analysis = analysis_new(lived->journey, lived->net);
    lived->audit =
        audit_new(lived->journey, lived->net, lived->log, lived->matching, lived->alignments, lived->analysis,
                  &(struct audit_options){ .min_group = 5, .threads = 1, .bootstrap_draws = 5, .names = true },
                  &lived->diagnostics);
    assert_non_null(lived->audit);
}

void lived_release(struct lived *lived)
{
    audit_free(lived->audit);
    analysis_free(lived->analysis);
    alignment_set_free(lived->alignments);
    matching_free(lived->matching);
    if (lived->net_owned)
        net_free(lived->net);
    event_log_free(lived->log);
    journey_free(lived->journey);
    diagnostics_release(&lived->diagnostics);
}
