/* flo-practice-troubles.h: which troubles there are to practise with, and what of the cloud's control API each is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

typedef struct
{
  char *command;       /* (owned): of the control API */
  char *arguments;     /* (owned): a JSON object */
} FloPracticeCommand;

typedef enum
{
  FLO_PRACTICE_INTERRUPT,      /* nodes are taken back: one, a zone's, all */
  FLO_PRACTICE_HEALTH,
  FLO_PRACTICE_CAPACITY,
  FLO_PRACTICE_PRICES,
  FLO_PRACTICE_ANSWERS,        /* of AWS's calls */
  FLO_PRACTICE_CALM,
} FloPracticeSubject;

typedef struct
{
  const char *name;            /* of the action's parameter */
  FloPracticeSubject subject;
  const char *label;           /* for the translator, with a mnemonic */
  const char *done;            /* for the translator: what was done, a sentence; with a zone "%s" when @by_zone */
  gboolean by_zone;            /* one of the fleet's zones has to be chosen */
} FloPracticeTrouble;

/* The one of that place in the menu, NULL after the last. */
const FloPracticeTrouble *flo_practice_troubles_nth        (guint        index);
const FloPracticeTrouble *flo_practice_troubles_find       (const char  *name);
/* The zones in which the fleet has, or had, nodes, by name. */
GStrv                     flo_practice_troubles_list_zones (FloFleet    *fleet);
/* Spot nodes that run and could be taken back now, in @zone or (NULL) anywhere. */
guint                     flo_practice_troubles_count_spot (FloFleet    *fleet,
                                                            const char  *zone);
/* What has to be told to the cloud, in order: (element-type FloPracticeCommand). Empty: there is nothing that it could
 * happen to. @victim: (nullable): the node's id that is meant when it is about one. @zone: (nullable) */
GPtrArray                *flo_practice_troubles_make       (const FloPracticeTrouble *trouble,
                                                            FloFleet                 *fleet,
                                                            const char               *zone,
                                                            const char               *victim);
/* (transfer full): what was asked for, what came of it, and what to do now, a paragraph each. @error: of
 * flo_practice_cloud_control_finish() */
char                     *flo_practice_troubles_describe_refusal (const FloPracticeTrouble *trouble,
                                                                  const GError             *error);

G_END_DECLS
