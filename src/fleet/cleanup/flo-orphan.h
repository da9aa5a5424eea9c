/* flo-orphan.h: what carries the tag of a fleet that nobody knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "fleet/flo-config-copy.h"
#include "fleet/observe/flo-observation.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

#define FLO_TYPE_ORPHAN (flo_orphan_get_type ())
G_DECLARE_FINAL_TYPE (FloOrphan, flo_orphan, FLO, ORPHAN, GObject)

/* All in one region with one value of the tag flotilla:fleet. Immutable. @observation: what was seen.
 * @market: (nullable): what its instances cost now; NULL: not known */
FloOrphan      *flo_orphan_new              (const char      *id,
                                             const char      *region,
                                             FloObservation  *observation,
                                             FloMarket       *market);
const char     *flo_orphan_get_id           (FloOrphan *self);
const char     *flo_orphan_get_region       (FloOrphan *self);
const char     *flo_orphan_get_name         (FloOrphan *self);   /* (nullable): the config's name, as its tags say */
const char     *flo_orphan_get_owner        (FloOrphan *self);   /* (nullable): who launched it, "user@host" */
gboolean        flo_orphan_is_own           (FloOrphan *self);   /* this user on this computer launched it */
gint64          flo_orphan_get_since        (FloOrphan *self);   /* the oldest of it, Unix seconds; 0: not known */
GListModel     *flo_orphan_get_resources    (FloOrphan *self);   /* FloResource, in the order they would be deleted */
char           *flo_orphan_dup_summary      (FloOrphan *self);   /* "2 instances, 1 volume, 1 key pair" */
guint           flo_orphan_get_n_instances  (FloOrphan *self);   /* that are not terminated */
/* Of its running instances, volumes and public addresses, at now's prices; snapshots and data are not counted. 0: none, or
 * not known. */
FloMoney        flo_orphan_get_per_hour     (FloOrphan *self);
FloMoney        flo_orphan_get_per_month    (FloOrphan *self);
FloMoney        flo_orphan_get_storage      (FloOrphan *self);   /* of that, its volumes, at the price of gp3 */
FloMoney        flo_orphan_get_addresses    (FloOrphan *self);   /* and its public addresses, Elastic ones among them */
gboolean        flo_orphan_is_storage_shipped (FloOrphan *self); /* that price is what ships with us: AWS told none */
guint           flo_orphan_get_n_unpriced   (FloOrphan *self);   /* running instances whose price is not known */
/* Another computer drives it, as far as its last sign of life tells by the clocks of both: who, a sentence with what to do;
 * NULL: nobody seems to. */
const char     *flo_orphan_get_driver       (FloOrphan *self);
/* Why it can be neither removed nor adopted, a sentence; NULL: it can. */
const char     *flo_orphan_get_problem      (FloOrphan *self);
/* The config as it was when the fleet was launched, from the tags of its launch template, without the deadline; with more
 * nodes, when more run. Returns: (transfer full) (nullable): NULL: it is not there, or not usable */
FloConfig      *flo_orphan_dup_copy         (FloOrphan *self);
/* The how manieth config that one is, as the tags say; the first where they do not. */
FloRevision     flo_orphan_get_revision     (FloOrphan *self);
/* That one; else one that says what there is: as many nodes, of the types and in the zones that run. Without instances
 * nothing says then what was wanted, G_IO_ERROR_NOT_FOUND, unless @destroy: then any config will do. Ports, image, storage
 * and budget get their defaults. */
FloConfig      *flo_orphan_make_config      (FloOrphan       *self,
                                             gboolean         destroy,
                                             GError         **error);

G_END_DECLS
