/* flo-config-table.h: every key of the config, once
 *
 * Reading, writing, defaults, copying, comparing, range checks and the JSON Schema all walk this
 * table: a key that is added here is added everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_CONFIG_VERSION 1
/* What AWS allows, in characters. */
#define FLO_CONFIG_TAG_KEY_LENGTH 128
#define FLO_CONFIG_TAG_VALUE_LENGTH 256
#define FLO_CONFIG_SCHEMA_URI "https://flotilla.org/schema/flotilla-config-1.schema.json"

typedef enum
{
  FLO_FIELD_STRING,    /* char *, of a form */
  FLO_FIELD_WORD,      /* char *, one of choices */
  FLO_FIELD_CHOICE,    /* an enumeration, its values index choices */
  FLO_FIELD_INTEGER,   /* gint64 */
  FLO_FIELD_MEMORY,    /* gint64, MiB; in JSON "4 GiB" or a number of MiB */
  FLO_FIELD_MONEY,     /* FloMoney; in JSON a decimal string of dollars */
  FLO_FIELD_BOOLEAN,   /* gboolean */
  FLO_FIELD_STRINGS,   /* GStrv, each of a form; empty is NULL */
  FLO_FIELD_PORTS,     /* gint64 * and, at count_offset, gsize */
  FLO_FIELD_TAGS,      /* GHashTable of char * to char *, never NULL */
} FloFieldKind;

/* How a string has to look: the same pattern for us (PCRE) and for the schema (ECMA 262). */
typedef struct
{
  const char *pattern;
  const char *wanted;        /* completes "… must be " */
} FloConfigForm;

/* FloConfigField:
 * @section: (nullable): the object it is in; NULL: the document itself
 * @minimum, @maximum: of a number; of a list, how many items it may have
 * @fallback: the default of a number, a boolean or a choice
 * @default_text: (nullable): the default of a string
 * @required: whether a document without it is refused
 * @brief: left out of the document while it has its default, because the default says nothing
 * @description: for people who write configs by hand; goes into the schema
 * @hint: what to do when it is wrong
 */
typedef struct
{
  const char *section;
  const char *key;
  FloFieldKind kind;
  gsize offset;
  gsize count_offset;
  gint64 minimum, maximum, fallback;
  const char *default_text;
  gboolean required;
  gboolean brief;
  const char * const *choices;
  const FloConfigForm *form;
  const char *description;
  const char *hint;
} FloConfigField;

typedef struct
{
  const char *name;
  const char *description;
} FloConfigSection;

extern const FloConfigField FLO_CONFIG_FIELDS[];
extern const guint FLO_CONFIG_N_FIELDS;
extern const FloConfigSection FLO_CONFIG_SECTIONS[];
extern const guint FLO_CONFIG_N_SECTIONS;

/* @section: (nullable). Returns: (nullable): NULL when there is no such key */
const FloConfigField *flo_config_field_find     (const char           *section,
                                                 const char           *key);
/* "/zones/minimum", and as people read it "zones.minimum". (transfer full) */
char                 *flo_config_field_path     (const FloConfigField *self);
char                 *flo_config_field_name     (const FloConfigField *self);
/* Where the field lives in @config. */
gpointer              flo_config_field_get      (const FloConfigField *self,
                                                 const FloConfig      *config);
/* Releases what the field holds and gives it its default. */
void                  flo_config_field_reset    (const FloConfigField *self,
                                                 FloConfig            *config);
/* Releases what the field holds. */
void                  flo_config_field_clear    (const FloConfigField *self,
                                                 FloConfig            *config);
/* Makes the field of @to, whose old content is released, equal to that of @from. */
void                  flo_config_field_copy     (const FloConfigField *self,
                                                 const FloConfig      *from,
                                                 FloConfig            *to);
gboolean              flo_config_field_equal    (const FloConfigField *self,
                                                 const FloConfig      *a,
                                                 const FloConfig      *b);

G_END_DECLS
