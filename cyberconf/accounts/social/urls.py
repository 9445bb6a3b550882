"""The addresses under /accounts/social/, by the names that allauth knows them by."""

from __future__ import annotations

from allauth.socialaccount.providers.facebook import views as facebook
from allauth.socialaccount.providers.github import views as github
from allauth.socialaccount.providers.microsoft import views as microsoft
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.socialaccount.providers.twitter_oauth2 import views as x
from django.urls import path

from cyberconf.accounts.social import views
from cyberconf.accounts.wordpress import views as wordpress

OAUTH2 = {
    "facebook": facebook,
    "github": github,
    "microsoft": microsoft,
    "twitter_oauth2": x,
    "wordpress": wordpress,
}

urlpatterns = [
    path("signup/", views.SocialSignupView.as_view(), name="socialaccount_signup"),
    path("<int:pk>/disconnection/", views.disconnection, name="socialaccount_disconnection"),
    *[
        path(f"{name}/login/", views.leaving(module.oauth2_login), name=f"{name}_login")
        for name, module in OAUTH2.items()
    ],
    *[
        path(f"{name}/login/callback/", views.arriving(module.oauth2_callback), name=f"{name}_callback")
        for name, module in OAUTH2.items()
    ],
    path("openid/<slug:provider_id>/login/", views.leaving(openid.login), name="openid_connect_login"),
    path(
        "openid/<slug:provider_id>/login/callback/",
        views.arriving(openid.callback),
        name="openid_connect_callback",
    ),
]
