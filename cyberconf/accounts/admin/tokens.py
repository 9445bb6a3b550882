"""Tokens in admin: staff make and revoke their own; who may change accounts revokes anybody's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import ApiToken, User
from cyberconf.accounts.policies import may_have_tokens
from cyberconf.accounts.querysets import ApiTokenQuerySet
from cyberconf.accounts.recency import recent_sign_in_required
from cyberconf.accounts.token_forms import TokenForm
from cyberconf.accounts.tokens import Issued, revoke

SHOWN = ("name", "user", "begins_with", "created_at", "expires_at", "last_used_at", "revoked_at")


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin[ApiToken]):
    """Nothing of a token is ever changed but that it ends."""

    list_display = ("name", "user", "begins_with", "holds", "expires_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("revoked_at", "expires_at")
    search_fields = ("name", "identifier", "user__name", "user__email")
    date_hierarchy = "created_at"
    actions = ("revoke_tokens",)
    form = TokenForm

    def get_queryset(self, request: HttpRequest) -> ApiTokenQuerySet:
        """Load one's own, or everybody's for who may change accounts, with their owners."""
        rows = ApiToken.objects.select_related("user").order_by("-created_at", "-pk")
        if self._sees_all(request):
            return rows
        assert isinstance(request.user, User)
        return rows.of(request.user)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Make one as the page of one's own tokens does: a moment after signing in."""
        answer = recent_sign_in_required(super().add_view)(request, form_url, extra_context)
        assert isinstance(answer, HttpResponse)
        return answer

    def get_form(
        self, request: HttpRequest, obj: ApiToken | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[ApiToken]]:
        """Make new ones for who is signed in."""
        form = super().get_form(request, obj, change, **kwargs)
        return type("OwnTokenForm", (form,), {"owner": request.user})

    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> Any:
        """Ask for name and life of a new one; show all of one that exists."""
        return SHOWN if obj else ("name", "days")

    def get_readonly_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> Any:
        """Let nothing of one that exists be typed."""
        return SHOWN if obj else ()

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> ApiToken:
        """Make the token through the service, as the page of one's own tokens does."""
        if change:
            return form.save(commit=False)  # type: ignore[no-any-return]  # the form has no types
        issued: Issued = form.issue()
        request.issued_token = issued  # type: ignore[attr-defined]  # for the answer alone: it is never stored
        return issued.token

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """Save nothing: the service has."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save nothing: nothing hangs on a token."""

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the token, this once, in the answer itself: a message would be kept in a cookie."""
        issued: Issued = request.issued_token  # type: ignore[attr-defined]  # set in save_form
        context = {
            **self.admin_site.each_context(request),
            "title": _("API token"),
            "opts": self.opts,
            "issued": issued,
        }
        return TemplateResponse(request, "admin/accounts/apitoken/issued.html", context, status=201)

    @admin.action(description=_("Revoke the selected tokens"))
    def revoke_tokens(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        """End them, and say how many were not ended before."""
        count = sum(revoke(token) for token in queryset)
        said = ngettext("%(count)d token revoked.", "%(count)d tokens revoked.", count) % {"count": count}
        self.message_user(request, said, messages.SUCCESS)

    @admin.display(description=_("begins with"))
    def begins_with(self, token: ApiToken) -> str:
        """Show what tells it from others and is no secret."""
        return f"cyberconf_{token.identifier}_…"

    @admin.display(description=_("holds"), boolean=True)
    def holds(self, token: ApiToken) -> bool:
        """Say whether it is neither revoked nor expired."""
        return token.is_live(timezone.now())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show tokens to all staff."""
        return may_have_tokens(request.user)

    def has_view_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Let everybody of the staff see their own."""
        return may_have_tokens(request.user) and (obj is None or self._is_theirs(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let everybody of the staff make their own."""
        return may_have_tokens(request.user)

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Let nobody change one; without a row it is asked whether actions may be used."""
        return obj is None and may_have_tokens(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Keep them: a revoked one tells that it was there."""
        return False

    def _is_theirs(self, request: HttpRequest, token: ApiToken) -> bool:
        return token.user_id == request.user.pk or self._sees_all(request)

    def _sees_all(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_user")
