"""The addresses under /accounts/security/, by the names that allauth knows them by."""

from __future__ import annotations

from django.urls import path

from cyberconf.accounts.factors import views

urlpatterns = [
    path("", views.index, name="mfa_index"),
    path("confirm/", views.show_factor, name="mfa_authenticate"),
    path("sign-outs/", views.sign_outs, name="account_sign_outs"),
    path("app/", views.add_app, name="mfa_activate_totp"),
    path("app/removal/", views.remove_app, name="mfa_deactivate_totp"),
    path("passkeys/", views.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/login/", views.PasskeyLoginView.as_view(), name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/name/", views.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", views.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/recovery-codes.txt", views.recovery_codes_file, name="mfa_download_recovery_codes"),
]
