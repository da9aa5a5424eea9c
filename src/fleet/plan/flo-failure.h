/* flo-failure.h: what a failed call means for the fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-error.h"

G_BEGIN_DECLS

const char       *flo_failure_get_word     (AwsErrorCategory  category);   /* "permission": for the journal */
AwsErrorCategory  flo_failure_from_word    (const char       *word);       /* AWS_ERROR_UNKNOWN for NULL and others */

/* Whether the call may have had its effect all the same: it then has to be repeated with the same
 * token, or looked for, before anything else is done. */
gboolean          flo_failure_is_ambiguous (const GError     *error);
/* Whether another pool may do what this one could not. */
gboolean          flo_failure_is_of_pool   (AwsErrorCategory  category);
/* Whether going on needs somebody to do something, after @failures in a row. */
gboolean          flo_failure_needs_person (AwsErrorCategory  category,
                                            guint             failures);
/* Whether it goes away by itself, however often it fails before. */
gboolean          flo_failure_passes       (AwsErrorCategory  category);
/* Whether it is the end of a launch that is rolled back then: it needs a person, and can be undone without one. */
gboolean          flo_failure_ends_launch  (AwsErrorCategory  category,
                                            guint             failures);
/* Seconds to wait after the last of @failures in a row. */
gint64            flo_failure_get_delay    (AwsErrorCategory  category,
                                            guint             failures);
/* (transfer full): "… (VpcLimitExceeded). Ask AWS to raise …" */
char             *flo_failure_explain     (AwsErrorCategory  category,
                                           const char       *message);
/* The same when nobody tries it again: "Create a VPC: … (VpcLimitExceeded). Ask AWS to raise …, then launch it anew." */
char             *flo_failure_describe_end (const char       *title,
                                            AwsErrorCategory  category,
                                            const char       *message);
/* (transfer full): "Create a VPC: … (VpcLimitExceeded). Ask AWS to raise …" */
char             *flo_failure_describe     (const char       *title,
                                            AwsErrorCategory  category,
                                            const char       *message);

G_END_DECLS
