from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cyberconf.accounts"
    label = "accounts"
