/* flo-sim-fault.h: troubles ordered through the control API
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_FAULT_NONE,
  FLO_SIM_FAULT_THROTTLE,     /* RequestLimitExceeded, no effect */
  FLO_SIM_FAULT_500,          /* InternalError, no effect */
  FLO_SIM_FAULT_503,          /* Unavailable, no effect */
  FLO_SIM_FAULT_DENY,         /* UnauthorizedOperation */
  FLO_SIM_FAULT_EXPIRED,      /* the credentials are said to have expired, no effect */
  FLO_SIM_FAULT_RESET_BEFORE, /* the connection breaks, no effect */
  FLO_SIM_FAULT_RESET_AFTER,  /* the connection breaks after the effect */
  FLO_SIM_FAULT_TRUNCATE,     /* half of the answer, after the effect */
  FLO_SIM_FAULT_MALFORMED,    /* an answer that is no XML, after the effect */
  FLO_SIM_FAULT_HANG,         /* no answer for some seconds, then a break, no effect */
  FLO_SIM_FAULT_SLOW,         /* the answer, some seconds late */
} FloSimFault;

typedef struct _FloSimFaults FloSimFaults;

FloSimFaults *flo_sim_faults_new       (void);
void          flo_sim_faults_free      (FloSimFaults *self);
/* By the name of the control API; FALSE when there is no such fault. */
gboolean      flo_sim_fault_from_name  (const char   *name,
                                        FloSimFault  *fault);
/* The next @count calls of @action ("*" is any) meet @fault. */
void          flo_sim_faults_add       (FloSimFaults *self,
                                        const char   *action,
                                        FloSimFault   fault,
                                        guint         count,
                                        double        seconds);
void          flo_sim_faults_clear     (FloSimFaults *self);
/* Uses up one fault waiting for @action, if any. */
FloSimFault   flo_sim_faults_take      (FloSimFaults *self,
                                        const char   *action,
                                        double       *seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimFaults, flo_sim_faults_free)

G_END_DECLS
