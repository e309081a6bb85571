#include "simulated.h"
#include "test.h"
#include "input/reader.h"

static void write_text(const char *name, const char *before, const char *inside, const char *after)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fprintf(file, "%s%s%s", before, inside, after);
    fclose(file);
}

static void assert_no_diagnostics(struct diagnostics *diagnostics)
{
    if (diagnostics->errors)
        diagnostics_print(diagnostics, stderr, true);
    assert_int_equal(diagnostics->errors, 0);
    diagnostics_release(diagnostics);
}

void simulated_model(struct simulated *made, const char *inside, const char *journey)
{
    struct diagnostics diagnostics = { 0 };
    *made = (struct simulated){ 0 };
    if (journey)
        write_text("journey.xml", "<journey xmlns=\"urn:parcours:journey:1\" id=\"j\" event=\"e\"><title>J</title>", journey,
                   "</journey>\n");
    write_text("model.xml",
               journey ? "<model xmlns=\"urn:parcours:model:1\" id=\"m\" journey=\"journey.xml\"><title>M</title>"
                       : "<model xmlns=\"urn:parcours:model:1\" id=\"m\"><title>M</title>",
               inside, "</model>\n");
    made->population = population_read("model.xml", &diagnostics);
    assert_no_diagnostics(&diagnostics);
    made->plan = plan_new(made->population, &diagnostics);
    assert_no_diagnostics(&diagnostics);
}

void simulated_run(struct simulated *made, const struct simulation_options *options)
{
    struct diagnostics diagnostics = { 0 };
    simulation_free(made->simulation);
    made->simulation = simulation_run(made->plan, options, &diagnostics);
    assert_no_diagnostics(&diagnostics);
}

void simulated_release(struct simulated *made)
{
    simulation_free(made->simulation);
    plan_free(made->plan);
    population_free(made->population);
    remove("model.xml");
    remove("journey.xml");
    *made = (struct simulated){ 0 };
}
