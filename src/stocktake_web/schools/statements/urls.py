"""The addresses of statements."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.statements import views
from stocktake_web.schools.statements.reply_views import StatementReplyView

urlpatterns = [
    path("statements/", views.StatementListView.as_view(), name="statements"),
    path("<int:urn>/statements/draft/", views.DraftView.as_view(), name="draft-statement"),
    path("statements/<int:pk>/", views.StatementView.as_view(), name="statement"),
    path("statements/<int:pk>/letter/", views.LetterView.as_view(), name="statement-letter"),
    path("statements/<int:pk>/submit/", views.SubmitView.as_view(), name="submit-statement"),
    path("statements/<int:pk>/discard/", views.DiscardView.as_view(), name="discard-statement"),
    path("statements/<int:pk>/sign/", views.SignView.as_view(), name="sign-statement"),
    path(
        "statements/<int:pk>/send-back/", views.SendBackView.as_view(), name="send-back-statement"
    ),
    path("statements/<int:pk>/send/", views.SendView.as_view(), name="send-statement"),
    path("statements/<int:pk>/reply/", StatementReplyView.as_view(), name="reply-statement"),
    path("statements/<int:pk>/letter.pdf", views.show_pdf, name="statement-pdf"),
    path("statements/<int:pk>/letter.docx", views.show_word, name="statement-word"),
]
