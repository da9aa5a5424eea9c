/* fuzz-trace.c: a capacity trace is read whole or refused, and its steps can be walked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "backtest/flo-trace.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloTrace) trace = flo_trace_parse (text, strlen (text), &error);
  g_autoptr(FloStepCurve) curve = NULL;
  const FloStep *steps;
  gsize n_steps;

  g_assert_true ((trace == NULL) == (error != NULL));
  if (trace == NULL)
    return 0;

  steps = flo_trace_get_steps (trace, &n_steps);
  g_assert_cmpuint (n_steps, >, 0);
  for (gsize i = 0; i < n_steps; i++)
    {
      g_assert_cmpint (steps[i].start, >=, i > 0 ? steps[i - 1].start + flo_trace_get_gap (trace) : 0);
      g_assert_cmpint (steps[i].start, <, flo_trace_get_seconds (trace));
      g_assert_cmpint (steps[i].value, >=, 0);
    }
  curve = flo_step_curve_new (steps, n_steps, flo_trace_get_seconds (trace));
  g_assert_cmpint (flo_step_curve_integrate (curve, 0, flo_trace_get_seconds (trace)), >=, 0);

  return 0;
}
