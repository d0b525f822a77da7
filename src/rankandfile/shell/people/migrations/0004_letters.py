import django.db.models.deletion
from django.db import migrations, models


def _id() -> "tuple[str, models.BigAutoField[int, int]]":
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_what_was_read")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                _id(),
                ("sender", models.CharField(db_index=True, max_length=32)),
                ("circle", models.CharField(max_length=12)),
                ("about", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("made", models.BigIntegerField()),
                ("people", models.IntegerField()),
                ("counts", models.BooleanField(default=True)),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answered_by",
                        to="people.letter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                _id(),
                ("letter", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="people.letter")),
                ("receiver", models.CharField(db_index=True, max_length=32)),
                ("state", models.CharField(max_length=8)),
                ("due", models.BigIntegerField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("claimed", models.BigIntegerField(default=0)),
                ("in_digest", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["letter", "receiver"], name="letter_once")],
                "indexes": [models.Index(fields=["state", "due"], name="outbox")],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                _id(),
                ("handle", models.CharField(max_length=32, unique=True)),
                ("mail", models.CharField(max_length=5)),
            ],
        ),
        migrations.CreateModel(
            name="Muted",
            fields=[
                _id(),
                ("handle", models.CharField(db_index=True, max_length=32)),
                ("sender", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["handle", "sender"], name="muted_once")],
            },
        ),
    ]
