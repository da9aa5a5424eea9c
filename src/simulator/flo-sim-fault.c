/* flo-sim-fault.c: troubles ordered through the control API
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-fault.h"

typedef struct
{
  char       *action;
  FloSimFault fault;
  guint       count;
  double      seconds;
} Order;

struct _FloSimFaults
{
  GPtrArray *orders; /* (element-type Order) (owned) */
};

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->action);
  g_free (order);
}

FloSimFaults *
flo_sim_faults_new (void)
{
  FloSimFaults *self = g_new0 (FloSimFaults, 1);

  self->orders = g_ptr_array_new_with_free_func (order_free);
  return self;
}

void
flo_sim_faults_free (FloSimFaults *self)
{
  g_ptr_array_unref (self->orders);
  g_free (self);
}

gboolean
flo_sim_fault_from_name (const char  *name,
                         FloSimFault *fault)
{
  static const char *const names[] = {
    [FLO_SIM_FAULT_NONE] = "",
    [FLO_SIM_FAULT_THROTTLE] = "throttle",
    [FLO_SIM_FAULT_500] = "500",
    [FLO_SIM_FAULT_503] = "503",
    [FLO_SIM_FAULT_DENY] = "deny",
    [FLO_SIM_FAULT_EXPIRED] = "expired",
    [FLO_SIM_FAULT_RESET_BEFORE] = "reset-before",
    [FLO_SIM_FAULT_RESET_AFTER] = "reset-after",
    [FLO_SIM_FAULT_TRUNCATE] = "truncate",
    [FLO_SIM_FAULT_MALFORMED] = "malformed",
    [FLO_SIM_FAULT_HANG] = "hang",
    [FLO_SIM_FAULT_SLOW] = "slow",
  };

  for (guint i = FLO_SIM_FAULT_NONE + 1; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *fault = i;
        return TRUE;
      }
  return FALSE;
}

void
flo_sim_faults_add (FloSimFaults *self,
                    const char   *action,
                    FloSimFault   fault,
                    guint         count,
                    double        seconds)
{
  Order *order = g_new0 (Order, 1);

  order->action = g_strdup (action);
  order->fault = fault;
  order->count = count;
  order->seconds = seconds;
  g_ptr_array_add (self->orders, order);
}

void
flo_sim_faults_clear (FloSimFaults *self)
{
  g_ptr_array_set_size (self->orders, 0);
}

FloSimFault
flo_sim_faults_take (FloSimFaults *self,
                     const char   *action,
                     double       *seconds)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      Order *order = g_ptr_array_index (self->orders, i);
      FloSimFault fault = order->fault;

      if (!g_str_equal (order->action, "*") && !g_str_equal (order->action, action))
        continue;
      *seconds = order->seconds;
      if (--order->count == 0)
        g_ptr_array_remove_index (self->orders, i);
      return fault;
    }
  return FLO_SIM_FAULT_NONE;
}
