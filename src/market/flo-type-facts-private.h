/* flo-type-facts-private.h: how facts are read out of what AWS writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-types.h"
#include "market/flo-type-facts.h"
#include "market/flo-type-table.h"

G_BEGIN_DECLS

/* The number in a family's name: 6 of "m6i.large", 2 of "u-3tb1.metal" is not one (NaN). */
double _flo_type_read_generation (const char                *type);
/* "Up to 12.5 Gigabit": 12.5; "4x 100 Gigabit": 400; NaN for words like "High". */
double _flo_type_read_network    (const char                *text);
void   _flo_type_facts_take_info (FloTypeFacts              *facts,
                                  const AwsInstanceTypeInfo *info);
/* Fills in what follows from other facts. */
void   _flo_type_facts_derive    (FloTypeFacts              *facts);

/* A cell of a table; see flo-type-table-csv.c */
void   _flo_type_facts_take_cell (FloTypeFacts              *facts,
                                  FloFact                    fact,
                                  const char                *cell);
/* Whether a type can be named so. */
gboolean
       _flo_type_is_name         (const char                *text);
FloTypeTable *
       _flo_type_table_new       (GPtrArray                 *all,
                                  FloOrigin                  origin);

G_END_DECLS
