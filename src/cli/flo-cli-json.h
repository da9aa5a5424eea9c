/* flo-cli-json.h: the documented JSON shapes (README.md) of what the layers below publish
 *
 * Money is a string of dollars with six decimals, because a JSON number is a float in most readers.
 * Times are ISO 8601 in UTC. A member without a value is null, never left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "account/flo-account.h"
#include "config/flo-config-problem.h"
#include "fleet/cleanup/flo-resource.h"
#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* Adders to the object a builder is in. */
void      flo_cli_json_add_string  (JsonBuilder      *builder,
                                    const char       *name,
                                    const char       *value);
void      flo_cli_json_add_integer (JsonBuilder      *builder,
                                    const char       *name,
                                    gint64            value);
void      flo_cli_json_add_boolean (JsonBuilder      *builder,
                                    const char       *name,
                                    gboolean          value);
void      flo_cli_json_add_money   (JsonBuilder      *builder,
                                    const char       *name,
                                    FloMoney          value);   /* 0: null, not known */
void      flo_cli_json_add_time    (JsonBuilder      *builder,
                                    const char       *name,
                                    gint64            seconds); /* Unix; 0: null */

/* Each adds one value where the builder is. */
void      flo_cli_json_account     (JsonBuilder      *builder,
                                    FloAccount       *account);
void      flo_cli_json_problem     (JsonBuilder      *builder,
                                    FloConfigProblem *problem);
void      flo_cli_json_node        (JsonBuilder      *builder,
                                    FloFleet         *fleet,
                                    FloNode          *node);
void      flo_cli_json_event       (JsonBuilder      *builder,
                                    FloEvent         *event);
void      flo_cli_json_action      (JsonBuilder      *builder,
                                    FloAction        *action);
void      flo_cli_json_resource    (JsonBuilder      *builder,
                                    FloResource      *resource);
/* @full: with its nodes, events, next actions and cost per zone. */
void      flo_cli_json_fleet       (JsonBuilder      *builder,
                                    FloFleet         *fleet,
                                    gboolean          full);
/* A parsed JSON text, e.g. a config, as a value. */
void      flo_cli_json_text        (JsonBuilder      *builder,
                                    const char       *text);

G_END_DECLS
