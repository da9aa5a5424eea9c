/* flo-sim-price-actions.c: DescribeSpotPriceHistory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"

#define HISTORY      (90 * FLO_SIM_DAY)
#define USUAL_PAGE   1000
#define LARGEST_PAGE 10000

/* What the software costs on top, per vCPU and hour. */
static const struct
{
  const char *name;
  FloMoney surcharge;
} products[] = {
  { "Linux/UNIX", 0 },
  { "Red Hat Enterprise Linux", 14400 },
  { "SUSE Linux", 12500 },
  { "Windows", 46000 },
};

/* One pool and product of the answer, standing at the next record to be told. The records of all
 * come newest first, as AWS sends them, so the newest of a heap of these is the next. */
typedef struct
{
  FloSimOffer offer;
  guint       product;
  guint       index; /* decides between equal times, so that pages have no gap and no overlap */
  gint64      moment;
  gint64      last;  /* the change in force at StartTime: nothing older is told */
} Cursor;

/* Is a told after b? */
static gboolean
is_later (const Cursor *a,
          const Cursor *b)
{
  return a->moment != b->moment ? a->moment < b->moment : a->index > b->index;
}

static void
sift_down (GArray *heap,
           guint   at)
{
  for (;;)
    {
      guint first = at;
      Cursor held;

      for (guint child = 2 * at + 1; child <= 2 * at + 2 && child < heap->len; child++)
        if (is_later (&g_array_index (heap, Cursor, first), &g_array_index (heap, Cursor, child)))
          first = child;
      if (first == at)
        return;
      held = g_array_index (heap, Cursor, at);
      g_array_index (heap, Cursor, at) = g_array_index (heap, Cursor, first);
      g_array_index (heap, Cursor, first) = held;
      at = first;
    }
}

/* The values of a parameter and of the filter of the same meaning, both of which must let @value
 * pass. */
static gboolean
is_wanted (FloSimCall *call,
           const char *param,
           const char *filter_name,
           const char *value)
{
  g_autoptr (GPtrArray) values = flo_sim_node_get_strings (call->params, param);

  if (values->len > 0 && !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    return FALSE;
  for (guint i = 0; i < flo_sim_node_count (call->params, "Filter"); i++)
    {
      FloSimNode *filter = flo_sim_node_nth (call->params, "Filter", i);
      g_autoptr (GPtrArray) patterns = flo_sim_node_get_strings (filter, "Value");
      gboolean matches = FALSE;

      if (g_strcmp0 (flo_sim_node_get (filter, "Name"), filter_name) != 0)
        continue;
      for (guint j = 0; j < patterns->len && !matches; j++)
        matches = flo_sim_filter_value_match (g_ptr_array_index (patterns, j), value);
      if (!matches)
        return FALSE;
    }
  return TRUE;
}

static gboolean
product_is_wanted (FloSimCall       *call,
                   const FloSimType *type,
                   guint             product)
{
  g_autofree char *in_vpc = g_strconcat (products[product].name, " (Amazon VPC)", NULL);

  if (g_str_equal (products[product].name, "Windows")
      && !g_strv_contains ((const char *const *) type->architectures, "x86_64"))
    return FALSE;
  return is_wanted (call, "ProductDescription", "product-description", products[product].name)
         || is_wanted (call, "ProductDescription", "product-description", in_vpc);
}

typedef struct
{
  gint64 start;
  gint64 end;   /* the newest moment still to be told */
  gint64 after; /* at `end` itself, only cursors with a higher index; -1: all */
} Range;

static void
add_cursors (FloSimCall       *call,
             GArray           *heap,
             guint            *index,
             const FloSimType *type,
             const FloSimZone *zone,
             const Range      *range)
{
  FloSimMarket *market = call->cloud->market;
  Cursor cursor = { .moment = 0 };

  if (!type->spot || !flo_sim_market_get_offer (market, type, zone, &cursor.offer))
    return;

  cursor.last = flo_sim_market_previous_change (market, &cursor.offer, range->start);
  for (guint product = 0; product < G_N_ELEMENTS (products); product++)
    {
      if (!product_is_wanted (call, type, product))
        continue;
      cursor.product = product;
      cursor.index = (*index)++;
      cursor.moment = flo_sim_market_previous_change (market, &cursor.offer, range->end);
      if (cursor.moment == range->end && (gint64) cursor.index <= range->after)
        cursor.moment = flo_sim_market_previous_change (market, &cursor.offer, cursor.moment - 1);
      if (cursor.moment >= cursor.last)
        g_array_append_val (heap, cursor);
    }
}

static GArray *
build_heap (FloSimCall  *call,
            const Range *range)
{
  GArray *heap = g_array_new (FALSE, FALSE, sizeof (Cursor));
  GPtrArray *types = flo_sim_catalog_get_types (call->cloud->catalog);
  GPtrArray *zones = flo_sim_places_get_zones (call->cloud->places);
  const char *zone_name = flo_sim_call_get (call, "AvailabilityZone");
  guint index = 0;

  for (guint i = 0; i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (!g_str_equal (zone->region, call->region) || g_str_equal (zone->opt_in, "not-opted-in")
          || (zone_name != NULL && !g_str_equal (zone_name, zone->name))
          || !is_wanted (call, "", "availability-zone", zone->name))
        continue;
      for (guint j = 0; j < types->len; j++)
        {
          const FloSimType *type = g_ptr_array_index (types, j);

          if (is_wanted (call, "InstanceType", "instance-type", type->name))
            add_cursors (call, heap, &index, type, zone, range);
        }
    }
  for (guint i = heap->len / 2; i > 0; i--)
    sift_down (heap, i - 1);
  return heap;
}

/* NULL when a filter does not want it. */
static JsonObject *
describe_record (FloSimCall   *call,
                 const Cursor *cursor)
{
  FloMoney price = flo_sim_market_get_price (call->cloud->market, &cursor->offer, cursor->moment);
  g_autofree char *text = NULL;
  g_autofree char *time = flo_sim_time_format (cursor->moment - cursor->moment % FLO_SIM_SECOND);

  price += products[cursor->product].surcharge * cursor->offer.type->vcpus;
  text = flo_money_to_decimal (price);
  if (!is_wanted (call, "", "spot-price", text) || !is_wanted (call, "", "timestamp", time))
    return NULL;
  return flo_sim_json_new ("instanceType", cursor->offer.type->name, "productDescription",
                           products[cursor->product].name, "spotPrice", text, "timestamp", time,
                           "availabilityZone", cursor->offer.zone->name, "availabilityZoneId",
                           cursor->offer.zone->id, NULL);
}

static void
step_first (FloSimCall *call,
            GArray     *heap)
{
  Cursor *first = &g_array_index (heap, Cursor, 0);

  first->moment
      = flo_sim_market_previous_change (call->cloud->market, &first->offer, first->moment - 1);
  if (first->moment < first->last)
    g_array_remove_index_fast (heap, 0);
  if (heap->len > 0)
    sift_down (heap, 0);
}

static void
write_page (FloSimCall *call,
            GArray     *heap,
            guint       most)
{
  JsonArray *records = json_array_new ();
  g_autofree char *token = NULL;

  while (heap->len > 0 && json_array_get_length (records) < most)
    {
      const Cursor *first = &g_array_index (heap, Cursor, 0);
      JsonObject *record = describe_record (call, first);

      if (record != NULL)
        json_array_add_object_element (records, record);
      if (json_array_get_length (records) == most && heap->len > 0)
        {
          g_autofree char *position
              = g_strdup_printf ("%" G_GINT64_FORMAT " %u", first->moment, first->index);

          token = flo_sim_token_new (call, position);
        }
      step_first (call, heap);
    }
  /* AWS ends this list with an empty token. */
  flo_sim_json_set (call->result, "[spotPriceHistorySet", records, "nextToken",
                    token != NULL && heap->len > 0 ? token : "", NULL);
}

static gboolean
read_range (FloSimCall *call,
            Range      *range)
{
  const char *start = flo_sim_call_get (call, "StartTime");
  const char *end = flo_sim_call_get (call, "EndTime");
  gboolean failed;
  g_autofree char *position = flo_sim_token_read (call, &failed);

  range->start = 0;
  range->end = call->now;
  range->after = -1;
  if (failed)
    return FALSE;
  if (start != NULL)
    flo_sim_time_parse (start, &range->start);
  if (end != NULL)
    flo_sim_time_parse (end, &range->end);
  if (range->start > range->end && end != NULL)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "The start time %s must not be after the end time %s", start, end);

  range->end = MIN (range->end, call->now);
  range->start = CLAMP (range->start, call->now - HISTORY, call->now);
  if (position != NULL)
    {
      char *rest = NULL;

      range->end = MIN (g_ascii_strtoll (position, &rest, 10), range->end);
      range->after = g_ascii_strtoll (rest, NULL, 10);
    }
  return TRUE;
}

gboolean
flo_sim_describe_spot_price_history (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "availability-zone", "" }, { "instance-type", "" }, { "product-description", "" },
    { "spot-price", "" },        { "timestamp", "" },     { NULL },
  };
  const char *zone = flo_sim_call_get (call, "AvailabilityZone");
  gint64 most = flo_sim_node_get_int (call->params, "MaxResults", USUAL_PAGE);
  g_autoptr (GArray) heap = NULL;
  Range range;

  if (!flo_sim_filters_check (call, filters) || !read_range (call, &range))
    return FALSE;
  if (zone != NULL && flo_sim_places_find_zone (call->cloud->places, call->region, zone) == NULL)
    return flo_sim_call_fail (call, "InvalidParameterValue", "Invalid availability zone: [%s]",
                              zone);
  if (most < 1)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Value ( %" G_GINT64_FORMAT " ) for parameter maxResults is invalid.",
                              most);

  heap = build_heap (call, &range);
  write_page (call, heap, (guint) MIN (most, LARGEST_PAGE));
  return TRUE;
}
