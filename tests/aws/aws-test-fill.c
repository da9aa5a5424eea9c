/* aws-test-fill.c: an input with every member filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-fill.h"

#include "base/flo-secret.h"

/* How often a shape may be inside itself; those of Cost Explorer's filters would have no end. */
#define MAX_RECURSION 2

typedef struct
{
  GPtrArray *shapes;   /* (unowned): that we are in */
  guint n_values;      /* scalars so far */
} Filling;

static gpointer fill_structure (Filling        *filling,
                                const AwsShape *shape);

static gboolean
filling_is_too_deep (Filling        *filling,
                     const AwsShape *shape)
{
  guint n = 0;

  for (guint i = 0; i < filling->shapes->len; i++)
    n += g_ptr_array_index (filling->shapes, i) == shape;

  return n >= MAX_RECURSION;
}

static GPtrArray *
fill_list (Filling         *filling,
           const AwsMember *member)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < 2; i++)
    {
      if (member->shape == &aws_map_entry_shape)
        {
          AwsMapEntry *entry = aws_shape_new (&aws_map_entry_shape);

          entry->key = g_strdup_printf ("key %u", i);
          entry->value = g_strdup ("value");
          g_ptr_array_add (list, entry);
          filling->n_values++;
        }
      else if (member->kind == AWS_KIND_LIST)
        {
          g_ptr_array_add (list, fill_structure (filling, member->shape));
        }
      else
        {
          g_ptr_array_add (list, g_strdup_printf ("item %u & \"ü\"", i));
          filling->n_values++;
        }
    }

  return list;
}

static void
fill_member (Filling         *filling,
             const AwsMember *member,
             gpointer         field)
{
  /* Values that any bound and any form accepts: 50 for numbers, a text that is base64 as well. */
  if (member->shape != NULL && filling_is_too_deep (filling, member->shape))
    return;

  if (member->shape == NULL && member->kind != AWS_KIND_STRING_LIST)
    filling->n_values++;
  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = g_strdup ("dGV4dA==");
      break;

    case AWS_KIND_SECRET:
      *(char **) field = flo_secret_strdup ("dGV4dA==");
      break;

    case AWS_KIND_BYTES:
      *(GBytes **) field = g_bytes_new_static ("some bytes", 10);
      break;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = aws_integer (50);
      break;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = aws_double (0.1);
      break;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = aws_boolean (TRUE);
      break;

    case AWS_KIND_TIME:
      *(AwsTime *) field = aws_time (1440938160);
      break;

    case AWS_KIND_STRUCTURE:
      *(gpointer *) field = fill_structure (filling, member->shape);
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      *(GPtrArray **) field = fill_list (filling, member);
      break;

    default:
      g_assert_not_reached ();
    }
}

static gpointer
fill_structure (Filling        *filling,
                const AwsShape *shape)
{
  gpointer structure = aws_shape_new (shape);

  g_ptr_array_add (filling->shapes, (gpointer) shape);
  for (guint i = 0; i < shape->n_members; i++)
    fill_member (filling, &shape->members[i], G_STRUCT_MEMBER_P (structure, shape->members[i].offset));
  g_ptr_array_set_size (filling->shapes, (int) filling->shapes->len - 1);

  return structure;
}

gpointer
aws_test_fill (const AwsShape *shape,
               guint          *n_values)
{
  g_autoptr(GPtrArray) shapes = g_ptr_array_new ();
  Filling filling = { shapes, 0 };
  gpointer structure = shape != NULL ? fill_structure (&filling, shape) : NULL;

  if (n_values != NULL)
    *n_values = filling.n_values;

  return structure;
}
