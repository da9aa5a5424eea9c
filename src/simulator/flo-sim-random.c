/* flo-sim-random.c: chance that can be asked for any place and moment, and always answers the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-random.h"

#include <math.h>

/* The finaliser of SplitMix64. */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

guint64
flo_sim_random_key (guint64     seed,
                    const char *text)
{
  /* FNV-1a over the text, started from the seed. */
  guint64 hash = mix (seed + G_GUINT64_CONSTANT (0xcbf29ce484222325));

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    hash = (hash ^ *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return mix (hash);
}

guint64
flo_sim_random_hash (guint64 key,
                     gint64  index)
{
  return mix (key + (guint64) index * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

double
flo_sim_random_unit (guint64 key,
                     gint64  index)
{
  return (double) (flo_sim_random_hash (key, index) >> 11) * 0x1p-53;
}

double
flo_sim_random_noise (guint64 key,
                      double  x)
{
  double whole = floor (x);
  double part = x - whole;
  double smooth = part * part * (3 - 2 * part);
  double before = flo_sim_random_unit (key, (gint64) whole);
  double after = flo_sim_random_unit (key, (gint64) whole + 1);

  return before + (after - before) * smooth;
}
