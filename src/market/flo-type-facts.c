/* flo-type-facts.c: all that is known of an instance type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-type-facts.h"

#include <math.h>
#include <string.h>

#include "aws/services/aws-ec2.h"
#include "base/flo-memory.h"
#include "market/flo-market-private.h"
#include "market/flo-type-facts-private.h"

static const struct { const char *name; FloFactKind kind; } infos[] = {
#define INFO(id, name, kind, meaning) { name, FLO_FACT_KIND_##kind },
  FLO_FACTS (INFO)
#undef INFO
};

const char *
flo_fact_get_name (FloFact fact)
{
  g_return_val_if_fail (fact < FLO_N_FACTS, NULL);

  return infos[fact].name;
}

FloFactKind
flo_fact_get_kind (FloFact fact)
{
  g_return_val_if_fail (fact < FLO_N_FACTS, FLO_FACT_KIND_NUMBER);

  return infos[fact].kind;
}

gboolean
flo_fact_find (const char *name,
               FloFact    *fact)
{
  for (guint i = 0; i < FLO_N_FACTS; i++)
    if (g_str_equal (infos[i].name, name))
      {
        *fact = i;
        return TRUE;
      }

  return FALSE;
}

FloTypeFacts *
flo_type_facts_new (const char *type)
{
  FloTypeFacts *self = g_new0 (FloTypeFacts, 1);

  self->type = g_strdup (type);
  for (guint i = 0; i < FLO_N_FACTS; i++)
    self->numbers[i] = NAN;
  self->numbers[FLO_FACT_GENERATION] = _flo_type_read_generation (type);

  return self;
}

/* (transfer full) */
FloTypeFacts *
flo_type_facts_copy (const FloTypeFacts *self)
{
  FloTypeFacts *copy = g_memdup2 (self, sizeof *self);

  copy->type = g_strdup (self->type);
  for (guint i = 0; i < FLO_N_FACTS; i++)
    copy->words[i] = g_strdupv (self->words[i]);

  return copy;
}

void
flo_type_facts_free (FloTypeFacts *self)
{
  for (guint i = 0; i < FLO_N_FACTS; i++)
    g_strfreev (self->words[i]);
  g_free (self->type);
  g_free (self);
}

gboolean
flo_type_facts_knows (const FloTypeFacts *self,
                      FloFact             fact)
{
  return infos[fact].kind == FLO_FACT_KIND_WORDS ? self->words[fact] != NULL : !isnan (self->numbers[fact]);
}

char *
flo_type_facts_format (const FloTypeFacts *self,
                       FloFact             fact)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!flo_type_facts_knows (self, fact))
    return g_strdup ("");

  switch (infos[fact].kind)
    {
    case FLO_FACT_KIND_WORDS:
      return g_strjoinv (", ", self->words[fact]);
    case FLO_FACT_KIND_FLAG:
      return g_strdup (self->numbers[fact] != 0 ? "yes" : "no");
    case FLO_FACT_KIND_MEMORY:
      return flo_memory_format ((gint64) self->numbers[fact]);
    case FLO_FACT_KIND_NUMBER:
    default:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.6g", self->numbers[fact]));
    }
}

void
_flo_type_facts_derive (FloTypeFacts *self)
{
  if (self->numbers[FLO_FACT_VCPUS] > 0)
    self->numbers[FLO_FACT_MEMORY_PER_VCPU] = self->numbers[FLO_FACT_MEMORY] / 1024 / self->numbers[FLO_FACT_VCPUS];
}

static void
take_advice (FloTypeFacts *self,
             FloAdvisor   *advisor)
{
  const int interruption = flo_advisor_find (advisor, self->type, NULL, NULL);
  const int emr = flo_advisor_find_emr (advisor, self->type);

  if (interruption >= 0)
    self->numbers[FLO_FACT_INTERRUPTION] = interruption;
  if (emr >= 0)
    self->numbers[FLO_FACT_EMR] = emr;
}

/**
 * flo_type_facts_take_market:
 * @self: a type's facts
 * @market: a region's market
 *
 * Adds which zones offer the type, what it costs in the region, and how often AWS takes it back: of its cheapest pool in
 * a usable zone.
 */
void
flo_type_facts_take_market (FloTypeFacts *self,
                            FloMarket    *market)
{
  const FloInstanceType *type = flo_market_find_type (market, self->type);
  FloAdvisor *advisor = _flo_market_get_advisor (market);
  g_autoptr(GStrvBuilder) zones = g_strv_builder_new ();
  FloMoney cheapest = 0;

  if (type == NULL)
    return;

  if (advisor != NULL)
    take_advice (self, advisor);
  if (type->on_demand > 0)
    self->numbers[FLO_FACT_ON_DEMAND_PRICE] = (double) type->on_demand / FLO_MONEY_PER_USD;
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      const FloZone *zone = flo_market_get_zone (market, i);
      const FloPool *pool = flo_market_find_pool (market, self->type, zone->name);

      if (pool == NULL)
        continue;
      g_strv_builder_add (zones, zone->name);
      if (!zone->usable)
        continue;
      if (pool->interruption_range >= 0)
        self->numbers[FLO_FACT_INTERRUPTION] = pool->interruption_range;
      if (pool->spot_price > 0 && (cheapest == 0 || pool->spot_price < cheapest))
        cheapest = pool->spot_price;
    }
  if (flo_market_get_n_zones (market) > 0)
    {
      g_strfreev (self->words[FLO_FACT_ZONES]);
      self->words[FLO_FACT_ZONES] = g_strv_builder_end (zones);
    }
  if (cheapest == 0)
    return;
  self->numbers[FLO_FACT_SPOT_PRICE] = (double) cheapest / FLO_MONEY_PER_USD;
  if (type->on_demand > 0)
    self->numbers[FLO_FACT_DISCOUNT] = 100.0 * (double) (type->on_demand - cheapest) / (double) type->on_demand;
}

/* ---- from AWS ---- */

static void
take_received (gconstpointer item,
               gpointer      user_data)
{
  const AwsInstanceTypeInfo *info = item;
  GPtrArray *all = user_data;
  FloTypeFacts *facts;

  if (info->instance_type == NULL)
    return;

  facts = flo_type_facts_new (info->instance_type);
  _flo_type_facts_take_info (facts, info);
  _flo_type_facts_derive (facts);
  g_ptr_array_add (all, facts);
}

static int
compare_facts (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(FloTypeFacts *const *) a)->type, (*(FloTypeFacts *const *) b)->type);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GPtrArray *all = g_task_get_task_data (task);
  GError *error = NULL;

  if (!aws_client_list_finish (AWS_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_sort (all, compare_facts);
  g_task_return_pointer (task, g_ptr_array_ref (all), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * flo_type_facts_load_async:
 * @client: the region is the client's
 * @types: (nullable) (array zero-terminated=1): names, at most 100; %NULL: all that the region has
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks AWS (DescribeInstanceTypes, all pages).
 */
void
flo_type_facts_load_async (AwsClient           *client,
                           const char * const  *types,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_type_facts_free);
  AwsDescribeInstanceTypesInput input = { 0 };

  g_return_if_fail (AWS_IS_CLIENT (client));

  g_task_set_source_tag (task, flo_type_facts_load_async);
  g_task_set_task_data (task, all, (GDestroyNotify) g_ptr_array_unref);
  if (types != NULL && types[0] != NULL)
    input.instance_types = aws_string_array_copy (types);
  else
    input.max_results = aws_integer (100);
  aws_client_list_async (client, &AWS_EC2_DESCRIBE_INSTANCE_TYPES, &input, take_received, all, cancellable, listed_cb,
                         g_steal_pointer (&task));
  aws_shape_clear (AWS_EC2_DESCRIBE_INSTANCE_TYPES.input, &input);
}

/**
 * flo_type_facts_load_finish:
 *
 * Returns: (transfer full) (element-type FloTypeFacts) (nullable): by name; %NULL with @error set
 */
GPtrArray *
flo_type_facts_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
