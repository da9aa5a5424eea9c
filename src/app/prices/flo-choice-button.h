/* flo-choice-button.h: a button that opens a searchable list of words to tick
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHOICE_BUTTON (flo_choice_button_get_type ())
G_DECLARE_FINAL_TYPE (FloChoiceButton, flo_choice_button, FLO, CHOICE_BUTTON, GtkWidget)

/* Properties: title (what is chosen, for assistive technology), none-label (shown when nothing is ticked).
 * Signal "changed" when the ticks changed by the person's hand. */
/* Replaces the words; those in @chosen (nullable) are ticked. */
void  flo_choice_button_set_names  (FloChoiceButton    *self,
                                    const char * const *names,
                                    const char * const *chosen);
/* Ticks these and no others, as if by hand: "changed" comes once. */
void  flo_choice_button_choose     (FloChoiceButton    *self,
                                    const char * const *chosen);
/* The ticked ones, in order. NULL when none is. Returns: (transfer full) (nullable) */
GStrv flo_choice_button_dup_chosen (FloChoiceButton    *self);

G_END_DECLS
