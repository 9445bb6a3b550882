from django.apps import AppConfig


class WordPressConfig(AppConfig):
    name = "cyberconf.accounts.wordpress"
    label = "wordpress"
    verbose_name = "WordPress.com"
