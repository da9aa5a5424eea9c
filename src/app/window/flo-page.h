/* flo-page.h: what every page of the window has: a header bar, the practice mark, a content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FLO_TYPE_PAGE (flo_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FloPage, flo_page, FLO, PAGE, GtkWidget)

/* Properties: title, subtitle; folded (the sidebar is not beside the page: shows a way back to it,
 * action "win.show-sidebar"); practice (marks the page as play money); notice (nullable: a sentence
 * above the content about something that lasts).
 * In a template, children of type "start" and "end" go to the header bar, any other is the content. */
struct _FloPageClass
{
  GtkWidgetClass parent_class;
};

const char *flo_page_get_title    (FloPage    *self);
void        flo_page_set_title    (FloPage    *self,
                                   const char *title);
void        flo_page_set_subtitle (FloPage    *self,
                                   const char *subtitle);
void        flo_page_set_notice   (FloPage    *self,
                                   const char *notice);
/* Above the content: AWS does not let the account in, and a button. */
void        flo_page_set_access   (FloPage    *self,
                                   const char *text,
                                   const char *button,
                                   const char *action);

G_END_DECLS
