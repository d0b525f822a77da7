from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_carried_tests"),
    ]

    operations = [
        migrations.CreateModel(
            name="BallotLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("election", models.CharField(max_length=32)),
                ("receiver", models.CharField(db_index=True, max_length=32)),
                ("sealed", models.BinaryField()),
                ("state", models.CharField(max_length=8)),
                ("due", models.BigIntegerField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("claimed", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due"], name="ballot_outbox")],
            },
        ),
    ]
