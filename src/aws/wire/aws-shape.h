/* aws-shape.h: what a request or an answer looks like, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Scalars that may be absent. AWS distinguishes "0" from "not there", in requests and in answers. */
typedef struct { gint64 value; gboolean is_set; } AwsInteger;
typedef struct { double value; gboolean is_set; } AwsDouble;
typedef struct { gboolean value; gboolean is_set; } AwsBoolean;
typedef struct { gint64 seconds; gboolean is_set; } AwsTime;  /* Unix seconds, UTC */

static inline AwsInteger
aws_integer (gint64 value)
{
  return (AwsInteger) { value, TRUE };
}

static inline AwsDouble
aws_double (double value)
{
  return (AwsDouble) { value, TRUE };
}

static inline AwsBoolean
aws_boolean (gboolean value)
{
  return (AwsBoolean) { value, TRUE };
}

static inline AwsTime
aws_time (gint64 unix_seconds)
{
  return (AwsTime) { unix_seconds, TRUE };
}

typedef struct _AwsShape AwsShape;

typedef enum
{
  AWS_KIND_STRING = 1,    /* char *, NULL when absent */
  AWS_KIND_SECRET,        /* char * of flo_secret_strdup(), NULL when absent: a string that is wiped when it goes;
                           * in requests any string will do */
  AWS_KIND_BYTES,         /* GBytes *, NULL when absent; as a payload alone */
  AWS_KIND_INTEGER,       /* AwsInteger */
  AWS_KIND_DOUBLE,        /* AwsDouble */
  AWS_KIND_BOOLEAN,       /* AwsBoolean */
  AWS_KIND_TIME,          /* AwsTime */
  AWS_KIND_STRUCTURE,     /* pointer to a structure of @shape, NULL when absent */
  AWS_KIND_STRING_LIST,   /* GPtrArray of char *, NULL when absent or empty */
  AWS_KIND_LIST,          /* GPtrArray of pointers to structures of @shape, NULL when absent or empty */
} AwsKind;

/* Where a member travels; of the REST protocols only, in all others everything is in the body. */
typedef enum
{
  AWS_IN_BODY = 0,
  AWS_IN_PATH,      /* requests: "{name}" of the operation's path */
  AWS_IN_QUERY,     /* requests: after the "?" */
  AWS_IN_HEADER,
  AWS_IN_PAYLOAD,   /* the whole body: bytes, or one structure */
} AwsPlace;

/* AwsMember:
 * @name: the name on the wire. In a request: the Query parameter name ("InstanceType", a list item
 *   becomes "InstanceType.1"). In an answer: the XML element ("instanceId"); lists hold <item>.
 *   A name may be a path through structures that hold nothing else we want, so that a C structure
 *   can be flat: "Ebs.VolumeSize" in a request, "placement/availabilityZone" in an answer.
 * @offset: where the member lives in the C structure
 * @shape: (nullable): the shape of a structure, or of a list's items
 * @place: where it travels
 * @flat: XML only: of a list, that its items stand side by side, each by the list's name; of a scalar,
 *   that it is the text of the structure itself
 */
typedef struct
{
  const char *name;
  AwsKind kind;
  gsize offset;
  const AwsShape *shape;
  AwsPlace place;
  gboolean flat;
} AwsMember;

struct _AwsShape
{
  const char *name;
  gsize size;                /* sizeof the C structure */
  const AwsMember *members;
  guint n_members;
};

/* A member's row in a table, e.g. AWS_MEMBER (AwsInstance, instance_id, "instanceId", STRING) */
#define AWS_MEMBER(Type, field, wire_name, KIND) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), NULL, AWS_IN_BODY }
#define AWS_MEMBER_OF(Type, field, wire_name, KIND, shape) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), shape, AWS_IN_BODY }
#define AWS_MEMBER_IN(PLACE, Type, field, wire_name, KIND) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), NULL, AWS_IN_##PLACE }
#define AWS_MEMBER_OF_IN(PLACE, Type, field, wire_name, KIND, shape) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), shape, AWS_IN_##PLACE }
#define AWS_MEMBER_FLAT(Type, field, wire_name, KIND) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), NULL, AWS_IN_BODY, TRUE }
#define AWS_MEMBER_FLAT_OF(Type, field, wire_name, KIND, shape) \
  { wire_name, AWS_KIND_##KIND, G_STRUCT_OFFSET (Type, field), shape, AWS_IN_BODY, TRUE }
#define AWS_SHAPE(name, Type, table) \
  { name, sizeof (Type), table, G_N_ELEMENTS (table) }

/* An entry of a map from text to text. A list of these is a map on the wire; JSON only. */
typedef struct { char *key; char *value; } AwsMapEntry;
extern const AwsShape aws_map_entry_shape;

gpointer  aws_shape_new   (const AwsShape *shape);
void      aws_shape_clear (const AwsShape *shape,
                           gpointer        structure);
void      aws_shape_free  (const AwsShape *shape,
                           gpointer        structure);
gpointer  aws_shape_copy  (const AwsShape *shape,
                           gconstpointer   structure);

void             aws_member_clear      (const AwsMember *member,
                                        gpointer         structure);
const AwsMember *aws_shape_find_member (const AwsShape *shape,
                                        const char     *name);
const AwsMember *aws_shape_find_payload (const AwsShape *shape);
gboolean         aws_shape_has_body    (const AwsShape *shape);
void             aws_list_free         (const AwsShape *shape,
                                        GPtrArray      *list);

/* The length of a list member: lists are NULL when absent. */
static inline guint
aws_list_length (GPtrArray *list)
{
  return list != NULL ? list->len : 0;
}

G_END_DECLS
