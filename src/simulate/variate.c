#include "simulate/variate.h"

/* The numbers after a draw's own: splitmix64 begun there. */
struct substream { uint64_t state; };

static double next_unit(struct substream *stream)
{
    stream->state += GOLDEN_RATIO;
    return variate_unit(variate_mix(stream->state));
}

static double next_normal(struct substream *stream)
{
    double radius = sqrt(-2 * log(next_unit(stream)));
    return radius * cos(2 * M_PI * next_unit(stream));
}

/* --- the exponential law ------------------------------------------------------------------------------------------ */

struct ziggurat ZIGGURAT;

/* Where the lowest layer's tail begins, and the area of a layer: both of 256 layers (Marsaglia and Tsang 2000). */
static const double TAIL = 7.69711747013104972, AREA = 0.0039496598225815571993;

void variate_prepare(void)
{
    if (ZIGGURAT.edge[1] > 0)
        return;
    double *edge = ZIGGURAT.edge;
    edge[0] = AREA * exp(TAIL);                 /* the lowest layer with its tail, as wide as a rectangle would be */
    for (int i = 2; i < ZIGGURAT_LAYERS; i++)
        edge[i] = -log(exp(-(i > 2 ? edge[i - 1] : TAIL)) + AREA / (i > 2 ? edge[i - 1] : TAIL));
    edge[ZIGGURAT_LAYERS] = 0;
    edge[1] = TAIL;
    for (int i = 0; i < ZIGGURAT_LAYERS; i++)
        ZIGGURAT.inside[i] = edge[i + 1] / edge[i];
}

/* Outside the certain part of its layer: the tail, which is exponential again, or the wedge; else another try. */
double variate_exponential_rest(uint64_t bits)
{
    struct substream stream = { bits };
    for (uint64_t now = bits;; stream.state += GOLDEN_RATIO, now = variate_mix(stream.state)) {
        int layer = (int)(now & (ZIGGURAT_LAYERS - 1));
        double unit = variate_unit(now), value = unit * ZIGGURAT.edge[layer];
        if (unit < ZIGGURAT.inside[layer])
            return value;
        if (!layer)
            return TAIL - log(next_unit(&stream));
        double low = exp(-ZIGGURAT.edge[layer]), high = exp(-ZIGGURAT.edge[layer + 1]);
        if (low + next_unit(&stream) * (high - low) < exp(-value))
            return value;
    }
}

/* --- other laws --------------------------------------------------------------------------------------------------- */

/* Shape below 1: gamma(shape + 1) times u^(1/shape). */
static double gamma_variate(double shape, double scale, struct substream *stream)
{
    double boost = shape < 1 ? pow(next_unit(stream), 1 / shape) : 1;
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = next_normal(stream), v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(next_unit(stream)) < x * x / 2 + d - d * v + d * log(v))
            return boost * d * v * scale;
    }
}

/* The sum of the stages is the logarithm of the product of their numbers, taken before it underflows. */
static double erlang_variate(int stages, double mean, struct substream *stream)
{
    double product = 1, sum = 0;
    for (int i = 0; i < stages; i++) {
        product *= next_unit(stream);
        if (product < 1e-200) {
            sum -= log(product);
            product = 1;
        }
    }
    return (sum - log(product)) * mean;
}

double variate_law(const struct distribution *law, uint64_t bits)
{
    struct substream stream = { bits };
    double unit = variate_unit(bits);
    switch (law->kind) {
    case DISTRIBUTION_CONSTANT:
        return law->mean;
    case DISTRIBUTION_EXPONENTIAL:
        return law->mean * variate_exponential(bits);
    case DISTRIBUTION_GAMMA:
        return gamma_variate(law->first, law->second, &stream);
    case DISTRIBUTION_LOGNORMAL:
        return exp(law->first + law->second * next_normal(&stream));
    case DISTRIBUTION_WEIBULL:
        return law->second * pow(-log(unit), 1 / law->first);
    case DISTRIBUTION_ERLANG:
        return erlang_variate((int)law->first, law->second, &stream);
    case DISTRIBUTION_UNIFORM:
        return law->first + unit * (law->second - law->first);
    case DISTRIBUTION_EMPIRICAL:
        return law->value[(size_t)(unit * (double)law->values)];
    case DISTRIBUTION_NONE:
    case DISTRIBUTION_KINDS:
        break;
    }
    return 0;
}
