"""The addresses under /accounts/. Those of allauth that we support are named one by one."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import include, path
from django.views.generic import RedirectView

from cyberconf.accounts import token_views, views
from cyberconf.accounts.recency import recent_sign_in_required

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="account_profile")),
    path("profile/", views.profile, name="account_profile"),
    path("tokens/", token_views.tokens, name="account_tokens"),
    path("tokens/<int:pk>/revocation/", token_views.revocation, name="account_token_revocation"),
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("login/code/", views.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("login/restart/", views.restart, name="account_restart"),
    path("login/again/", views.sign_in_again, name="account_sign_in_again"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("email/", recent_sign_in_required(allauth.email), name="account_email"),
    path("confirm-email/", views.confirm_email, name="account_email_verification_sent"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", recent_sign_in_required(allauth.password_set), name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        allauth.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("password/reset/complete/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path(
        "password/reset/done/", allauth.password_reset_from_key_done, name="account_password_reset_completed"
    ),
    path("social/", include("cyberconf.accounts.social.urls")),
    path("security/", include("cyberconf.accounts.factors.urls")),
]
