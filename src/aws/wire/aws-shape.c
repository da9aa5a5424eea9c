/* aws-shape.c: what a request or an answer looks like, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-shape"

#include "aws/wire/aws-shape.h"

#include <string.h>

#include "base/flo-secret.h"

static const AwsMember map_entry_members[] =
{
  AWS_MEMBER (AwsMapEntry, key, "key", STRING),
  AWS_MEMBER (AwsMapEntry, value, "value", STRING),
};
const AwsShape aws_map_entry_shape = AWS_SHAPE ("MapEntry", AwsMapEntry, map_entry_members);

/**
 * aws_member_clear:
 * @member: a row of a shape's table
 * @structure: a structure of that shape
 *
 * Frees what the member holds and makes it absent.
 */
void
aws_member_clear (const AwsMember *member,
                  gpointer         structure)
{
  gpointer field = G_STRUCT_MEMBER_P (structure, member->offset);

  switch (member->kind)
    {
    case AWS_KIND_STRING:
      g_clear_pointer ((char **) field, g_free);
      break;

    case AWS_KIND_SECRET:
      g_clear_pointer ((char **) field, flo_secret_free);
      break;

    case AWS_KIND_BYTES:
      g_clear_pointer ((GBytes **) field, g_bytes_unref);
      break;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = (AwsInteger) { 0, FALSE };
      break;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = (AwsDouble) { 0, FALSE };
      break;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = (AwsBoolean) { FALSE, FALSE };
      break;

    case AWS_KIND_TIME:
      *(AwsTime *) field = (AwsTime) { 0, FALSE };
      break;

    case AWS_KIND_STRUCTURE:
      aws_shape_free (member->shape, *(gpointer *) field);
      *(gpointer *) field = NULL;
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      aws_list_free (member->kind == AWS_KIND_LIST ? member->shape : NULL, *(GPtrArray **) field);
      *(GPtrArray **) field = NULL;
      break;

    default:
      g_assert_not_reached ();
    }
}

static GPtrArray *
aws_list_copy (const AwsShape *shape,
               GPtrArray      *list)
{
  GPtrArray *copy;

  if (aws_list_length (list) == 0)
    return NULL;

  copy = g_ptr_array_sized_new (list->len);
  for (guint i = 0; i < list->len; i++)
    {
      gconstpointer item = g_ptr_array_index (list, i);

      g_ptr_array_add (copy, shape != NULL ? aws_shape_copy (shape, item) : g_strdup (item));
    }

  return copy;
}

static void
aws_member_copy (const AwsMember *member,
                 gpointer         to,
                 gconstpointer    from)
{
  gpointer field = G_STRUCT_MEMBER_P (to, member->offset);
  gconstpointer source = (const char *) from + member->offset;

  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = g_strdup (*(char *const *) source);
      break;

    case AWS_KIND_SECRET:
      *(char **) field = flo_secret_strdup (*(char *const *) source);
      break;

    case AWS_KIND_BYTES:
      if (*(GBytes *const *) source != NULL)
        *(GBytes **) field = g_bytes_ref (*(GBytes *const *) source);
      break;

    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = *(const AwsInteger *) source;
      break;

    case AWS_KIND_DOUBLE:
      *(AwsDouble *) field = *(const AwsDouble *) source;
      break;

    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = *(const AwsBoolean *) source;
      break;

    case AWS_KIND_TIME:
      *(AwsTime *) field = *(const AwsTime *) source;
      break;

    case AWS_KIND_STRUCTURE:
      *(gpointer *) field = aws_shape_copy (member->shape, *(const gpointer *) source);
      break;

    case AWS_KIND_STRING_LIST:
      *(GPtrArray **) field = aws_list_copy (NULL, *(GPtrArray *const *) source);
      break;

    case AWS_KIND_LIST:
      *(GPtrArray **) field = aws_list_copy (member->shape, *(GPtrArray *const *) source);
      break;

    default:
      g_assert_not_reached ();
    }
}

/**
 * aws_shape_new:
 * @shape: a shape
 *
 * Returns: (transfer full): a structure of @shape in which everything is absent;
 *   free it with aws_shape_free()
 */
gpointer
aws_shape_new (const AwsShape *shape)
{
  g_return_val_if_fail (shape != NULL, NULL);

  return g_malloc0 (shape->size);
}

/**
 * aws_shape_clear:
 * @shape: the shape of @structure
 * @structure: a structure, on the stack perhaps
 *
 * Frees what @structure holds and makes every member absent. Strings must have come from g_malloc(), secrets
 * from flo_secret_strdup(); lists belong to the structure, with their items, whether or not they have a free function.
 */
void
aws_shape_clear (const AwsShape *shape,
                 gpointer        structure)
{
  g_return_if_fail (shape != NULL);
  g_return_if_fail (structure != NULL);

  for (guint i = 0; i < shape->n_members; i++)
    aws_member_clear (&shape->members[i], structure);
}

/**
 * aws_shape_free:
 * @shape: the shape of @structure
 * @structure: (nullable) (transfer full): a structure from aws_shape_new(), or from g_new0()
 */
void
aws_shape_free (const AwsShape *shape,
                gpointer        structure)
{
  if (structure == NULL)
    return;

  aws_shape_clear (shape, structure);
  g_free (structure);
}

/**
 * aws_shape_copy:
 * @shape: the shape of @structure
 * @structure: (nullable): a structure
 *
 * Returns: (transfer full) (nullable): a deep copy, to be freed with aws_shape_free()
 */
gpointer
aws_shape_copy (const AwsShape *shape,
                gconstpointer   structure)
{
  gpointer copy;

  g_return_val_if_fail (shape != NULL, NULL);

  if (structure == NULL)
    return NULL;

  copy = aws_shape_new (shape);
  for (guint i = 0; i < shape->n_members; i++)
    aws_member_copy (&shape->members[i], copy, structure);

  return copy;
}

/**
 * aws_shape_find_member:
 * @shape: a shape
 * @name: a member's name on the wire
 *
 * Returns: (transfer none) (nullable): the member's row in the table
 */
const AwsMember *
aws_shape_find_member (const AwsShape *shape,
                       const char     *name)
{
  g_return_val_if_fail (shape != NULL, NULL);

  for (guint i = 0; i < shape->n_members; i++)
    if (strcmp (shape->members[i].name, name) == 0)
      return &shape->members[i];

  return NULL;
}

/**
 * aws_shape_find_payload:
 * @shape: (nullable): the shape of a request or an answer
 *
 * Returns: (transfer none) (nullable): the member that is the whole body
 */
const AwsMember *
aws_shape_find_payload (const AwsShape *shape)
{
  for (guint i = 0; shape != NULL && i < shape->n_members; i++)
    if (shape->members[i].place == AWS_IN_PAYLOAD)
      return &shape->members[i];

  return NULL;
}

/**
 * aws_shape_has_body:
 * @shape: (nullable): the shape of a request or an answer
 *
 * Returns: whether any of its members travels as a part of the body
 */
gboolean
aws_shape_has_body (const AwsShape *shape)
{
  for (guint i = 0; shape != NULL && i < shape->n_members; i++)
    if (shape->members[i].place == AWS_IN_BODY)
      return TRUE;

  return FALSE;
}

/**
 * aws_list_free:
 * @shape: (nullable): the shape of the items, %NULL for strings
 * @list: (nullable) (transfer full): a list of a structure
 *
 * Frees a list that was stolen from an answer, with its items. Lists of answers have no free function
 * of their own, because one needs to know the shape to free an item.
 */
void
aws_list_free (const AwsShape *shape,
               GPtrArray      *list)
{
  g_autofree gpointer *items = NULL;
  gsize n_items = 0;

  if (list == NULL)
    return;

  /* Stealing first serves lists with and without a free function alike. */
  items = g_ptr_array_steal (list, &n_items);
  for (gsize i = 0; i < n_items; i++)
    {
      if (shape != NULL)
        aws_shape_free (shape, items[i]);
      else
        g_free (items[i]);
    }
  g_ptr_array_unref (list);
}
