/* flo-resource.h: something at AWS that carries our tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FLO_TYPE_RESOURCE (flo_resource_get_type ())
G_DECLARE_FINAL_TYPE (FloResource, flo_resource, FLO, RESOURCE, GObject)

/* Immutable. Properties: kind ("instance", "spot-instances-request", "fleet", "launch-template", "security-group", "key-pair",
 * "subnet", "internet-gateway", "vpc": AWS's resource type words), id, name (nullable), detail (nullable: "m6i.large in us-east-1a, running"). */
FloResource *flo_resource_new        (const char *kind, const char *id, const char *name, const char *detail);
const char  *flo_resource_get_kind   (FloResource *self);
const char  *flo_resource_get_id     (FloResource *self);
const char  *flo_resource_get_name   (FloResource *self);
const char  *flo_resource_get_detail (FloResource *self);

G_END_DECLS
