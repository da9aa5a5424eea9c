/* flo-price-process.c: in which ways a price may move from day to day, and how likely each is
 *
 * Ninety days do not tell a price that comes back slowly from one that does not come back at all, or a level that drifts
 * from one that is noisy. To choose one way is to be too sure; so all of a grid are fitted, ARMA(1, 1) around a level or
 * a line, and each is as likely as it makes what was seen:
 *
 * - The likelihood is the restricted one, which judges persistence without the bias that comes from not knowing the level
 *   (Chen and Deo, "Bias reduction and likelihood-based almost exactly sized hypothesis testing in predictive regressions
 *   using the restricted likelihood", Econometric Theory 2009).
 * - Means of days of what moves all the time ripple by 0.27 (Working, "Note on the correlation of first differences of
 *   averages in a random chain", Econometrica 1960).
 * - One step errors are computed by the innovations algorithm (Brockwell and Davis, "Time Series", §5.3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-process.h"

#include <math.h>

/* How long it takes to come back, in days: by how much less is left of the distance, a factor e. The first is as good
 * as never. What is rare counts less from the start. */
static const struct { double days, weight; } returns[] = {
  { 1000, 2 }, { 60, 0.5 }, { 30, 0.5 }, { 15, 1 }, { 8, 1 }, { 4, 1 }, { 2, 1 }, { 1, 1 }, { 0.5, 1 }, { 0.25, 1 },
};
static const struct { double ripple, weight; } ripples[] = {
  { -0.9, 0.1 }, { -0.7, 0.1 }, { -0.5, 0.1 }, { -0.25, 0.1 }, { 0, 1 }, { 0.27, 1 }, { 0.6, 1 },
};
/* A price that comes back to a line is rarer than one that comes back to a level. */
#define LINE_WEIGHT 0.1
/* How steep a drift may be expected to be: in so many days as there are, so many times what chance would do */
#define SLOPE_PRIOR 3.0
/* Nothing is known better than that. */
#define LEAST_SQUARES 1e-12
#define LEAST_FREEDOM 1.5

/* Sums of products of 1 (the level), the day and the value, all of them as one step errors and weighed */
typedef struct
{
  double ll, lt, tt, lv, tv, vv;
  double log_variance;
} Sums;

/* @errors: what is not foreseen of the level (0), the day (1) and the value (2); three for each of the days */
static void
filter (const FloPriceProcess *self,
        const double          *means,
        guint                  n,
        double                *errors,
        Sums                  *sums)
{
  double p = self->persistence, q = self->ripple;
  double variance = (1 + 2 * p * q + q * q) / (1 - p * p);
  double before[3] = { 0 }, foreseen[3] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      double seen[3] = { 1, (double) i - (n - 1), means[i] - means[n - 1] }, *e = errors + 3 * i, weight;

      for (guint k = 0; k < 3 && i > 0; k++)
        foreseen[k] = p * before[k] + q / variance * (before[k] - foreseen[k]);
      if (i > 0)
        variance = 1 + q * q - q * q / variance;
      for (guint k = 0; k < 3; k++)
        {
          e[k] = seen[k] - foreseen[k];
          before[k] = seen[k];
        }
      weight = 1 / variance;
      sums->ll += e[0] * e[0] * weight;
      sums->lt += e[0] * e[1] * weight;
      sums->tt += e[1] * e[1] * weight;
      sums->lv += e[0] * e[2] * weight;
      sums->tv += e[1] * e[2] * weight;
      sums->vv += e[2] * e[2] * weight;
      sums->log_variance += log (variance);
    }
}

/* The level, or the line, by generalised least squares */
static void
solve (FloPriceProcess *self,
       const Sums      *s,
       gboolean         line,
       guint            n)
{
  double determinant = line ? s->ll * s->tt - s->lt * s->lt : s->ll, squares, variance;

  if (line)
    {
      self->level = (s->lv * s->tt - s->tv * s->lt) / determinant;
      self->slope = (s->ll * s->tv - s->lt * s->lv) / determinant;
    }
  else
    self->level = s->lv / s->ll;

  squares = MAX (s->vv - self->level * s->lv - self->slope * s->tv, LEAST_SQUARES);
  variance = squares / (n - (line ? 2 : 1));
  self->level_alone = sqrt (variance / s->ll);
  if (line)
    {
      self->slope_spread = sqrt (variance * s->ll / determinant);
      self->level_along = -variance * s->lt / determinant / self->slope_spread;
    }
  self->likelihood = -0.5 * ((n - 1) * log (squares) + s->log_variance + log (determinant));
  if (line)
    self->likelihood += log (LINE_WEIGHT * sqrt (2 * G_PI * n) / SLOPE_PRIOR);
}

/* Keeps the errors, how they follow from where the price stood, and how sure their size is. */
static void
keep_errors (FloPriceProcess *self,
             const double    *errors,
             const double    *means,
             const double    *ends,
             guint            n)
{
  double mean = 0, lead = 0, leads = 0, product = 0, squares = 0, fourths = 0;

  self->errors = g_new0 (double, n);
  for (guint i = 1; i < n; i++)
    {
      self->errors[i] = errors[3 * i + 2] - self->level * errors[3 * i] - self->slope * errors[3 * i + 1];
      mean += self->errors[i] / (n - 1);
      lead += (ends[i - 1] - means[i - 1]) / (n - 1);
    }
  for (guint i = 1; i < n; i++)
    {
      double e = self->errors[i] -= mean, from = ends[i - 1] - means[i - 1] - lead;

      leads += from * from;
      product += from * e;
      squares += e * e;
      fourths += e * e * e * e;
    }
  self->lead = leads > 0 ? product / leads : 0;
  /* By Satterthwaite: the variance of a mean of squares follows from their fourth powers. */
  self->freedom = n;
  if (squares > 0)
    self->freedom = CLAMP (2 * (n - 1) / MAX ((n - 1) * fourths / (squares * squares) - 1, 0.1), LEAST_FREEDOM, n);
}

static void
clear (gpointer data)
{
  g_free (((FloPriceProcess *) data)->errors);
}

/* From likelihoods to chances that add up */
static void
add_up (GArray *processes)
{
  double most = -INFINITY, sum = 0;

  for (guint i = 0; i < processes->len; i++)
    most = MAX (most, g_array_index (processes, FloPriceProcess, i).likelihood);
  for (guint i = 0; i < processes->len; i++)
    {
      FloPriceProcess *process = &g_array_index (processes, FloPriceProcess, i);

      sum += exp (process->likelihood - most);
      process->up_to = sum;
    }
  for (guint i = 0; i < processes->len; i++)
    g_array_index (processes, FloPriceProcess, i).up_to /= sum;
}

/**
 * flo_price_process_fit:
 * @means: (array length=n_days): the logarithm of each day's mean price, oldest first
 * @ends: (array length=n_days): that of the price with which the day ended
 * @n_days: at least %FLO_PRICE_PROCESS_MIN_DAYS
 *
 * Returns: (transfer full) (element-type FloPriceProcess): every way, in no order
 */
GArray *
flo_price_process_fit (const double *means,
                       const double *ends,
                       guint         n_days)
{
  GArray *processes = g_array_new (FALSE, FALSE, sizeof (FloPriceProcess));
  g_autofree double *errors = g_new (double, 3 * n_days);

  g_return_val_if_fail (n_days >= FLO_PRICE_PROCESS_MIN_DAYS, processes);

  g_array_set_clear_func (processes, clear);
  for (guint line = 0; line < 2; line++)
    for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
      for (guint j = 0; j < G_N_ELEMENTS (ripples); j++)
        {
          FloPriceProcess process = { .persistence = exp (-1 / returns[i].days), .ripple = ripples[j].ripple };
          Sums sums = { 0 };

          /* Below that it would swing from day to day. */
          if (process.persistence + process.ripple < 0)
            continue;
          filter (&process, means, n_days, errors, &sums);
          solve (&process, &sums, line, n_days);
          process.likelihood += log (returns[i].weight * ripples[j].weight);
          /* A drift is as good a line as any when nothing comes back. */
          if (line && i == 0)
            process.likelihood -= log (LINE_WEIGHT);
          keep_errors (&process, errors, means, ends, n_days);
          process.level += means[n_days - 1];
          g_array_append_val (processes, process);
        }
  add_up (processes);

  return processes;
}
