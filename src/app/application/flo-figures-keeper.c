/* flo-figures-keeper.c: renews what AWS publishes about regions, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-figures-keeper"

#include "app/application/flo-figures-keeper.h"

#include "market/flo-figures.h"

#define EVERY (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _FloFiguresKeeper
{
  GObject parent_instance;

  GHashTable *times;           /* (owned) (element-type utf8 gint64): by account and region: when, monotonic */
  GCancellable *cancellable;   /* (owned) */
};

typedef struct
{
  GWeakRef keeper;
  char *account;   /* (owned) */
  char *region;    /* (owned) */
} Renewal;

enum
{
  RENEWED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloFiguresKeeper, flo_figures_keeper, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
flo_figures_keeper_dispose (GObject *object)
{
  flo_figures_keeper_stop (FLO_FIGURES_KEEPER (object));

  G_OBJECT_CLASS (flo_figures_keeper_parent_class)->dispose (object);
}

static void
flo_figures_keeper_finalize (GObject *object)
{
  FloFiguresKeeper *self = FLO_FIGURES_KEEPER (object);

  g_hash_table_unref (self->times);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (flo_figures_keeper_parent_class)->finalize (object);
}

static void
flo_figures_keeper_class_init (FloFiguresKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_figures_keeper_dispose;
  object_class->finalize = flo_figures_keeper_finalize;

  signals[RENEWED] = g_signal_new ("renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
flo_figures_keeper_init (FloFiguresKeeper *self)
{
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

FloFiguresKeeper *
flo_figures_keeper_new (void)
{
  return g_object_new (FLO_TYPE_FIGURES_KEEPER, NULL);
}

static void
renewal_free (Renewal *renewal)
{
  g_weak_ref_clear (&renewal->keeper);
  g_free (renewal->account);
  g_free (renewal->region);
  g_free (renewal);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Renewal *renewal = user_data;
  g_autoptr(FloFiguresKeeper) self = g_weak_ref_get (&renewal->keeper);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloFigures) figures = flo_figures_refresh_finish (result, &error);

  /* The figures there are say how old they are. */
  if (figures != NULL && figures->on_demand_problem != NULL)
    g_info ("On-demand prices of %s: %s", renewal->region, figures->on_demand_problem->message);
  if (figures != NULL && figures->advisor_problem != NULL)
    g_info ("Spot Advisor: %s", figures->advisor_problem->message);
  if (figures != NULL && figures->types_problem != NULL)
    g_info ("Instance types of %s: %s", renewal->region, figures->types_problem->message);
  if (self != NULL && figures != NULL && figures->n_fetched > 0)
    g_signal_emit (self, signals[RENEWED], 0, renewal->account, renewal->region);

  renewal_free (renewal);
}

void
flo_figures_keeper_renew (FloFiguresKeeper *self,
                          AwsClient        *client,
                          const char       *account)
{
  const gint64 now = g_get_monotonic_time ();
  g_autofree char *key = NULL;
  const gint64 *last;
  Renewal *renewal;

  g_return_if_fail (FLO_IS_FIGURES_KEEPER (self));
  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (account != NULL);

  key = g_strconcat (account, "/", aws_client_get_region (client), NULL);
  last = g_hash_table_lookup (self->times, key);
  if (g_cancellable_is_cancelled (self->cancellable) || (last != NULL && now - *last < EVERY))
    return;
  g_hash_table_replace (self->times, g_steal_pointer (&key), g_memdup2 (&now, sizeof now));

  renewal = g_new0 (Renewal, 1);
  g_weak_ref_init (&renewal->keeper, self);
  renewal->account = g_strdup (account);
  renewal->region = g_strdup (aws_client_get_region (client));
  flo_figures_refresh_async (client, FLO_FIGURES_OLD, NULL, self->cancellable, refreshed_cb, renewal);
}

void
flo_figures_keeper_stop (FloFiguresKeeper *self)
{
  g_return_if_fail (FLO_IS_FIGURES_KEEPER (self));

  g_cancellable_cancel (self->cancellable);
}
