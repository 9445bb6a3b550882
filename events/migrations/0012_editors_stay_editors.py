"""Whoever could edit every conference, by a permission of Django's, becomes an editor of those that there are."""

from django.conf import settings
from django.db import migrations
from django.db.models import Q


def make_editors(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    User = apps.get_model("accounts", "User")
    Conference = apps.get_model("events", "Conference")
    TeamMember = apps.get_model("events", "TeamMember")
    rights = list(
        Permission.objects.filter(
            content_type__app_label="events", codename="change_conference"
        ).values_list("pk", flat=True)
    )
    could = Q(user_permissions__in=rights) | Q(groups__permissions__in=rights)
    staff = User.objects.filter(could, is_staff=True, is_superuser=False).distinct()
    keys = list(staff.values_list("pk", flat=True))
    TeamMember.objects.bulk_create(
        [
            TeamMember(conference_id=conference, user_id=user, role="editor")
            for conference in Conference.objects.values_list("pk", flat=True)
            for user in keys
        ],
        batch_size=500,
        ignore_conflicts=True,  # who is one already
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("events", "0011_what_an_import_leaves_out"),
    ]

    # Back again, groups say who edits, as they did: the rows may stay, and cannot be told from older ones.
    operations = [migrations.RunPython(make_editors, migrations.RunPython.noop)]
