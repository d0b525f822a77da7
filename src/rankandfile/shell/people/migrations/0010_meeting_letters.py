from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_ballot_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("meeting", models.CharField(max_length=32)),
                ("receiver", models.CharField(db_index=True, max_length=32)),
                ("state", models.CharField(max_length=8)),
                ("due", models.BigIntegerField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("claimed", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due"], name="meeting_outbox")],
            },
        ),
        migrations.CreateModel(
            name="ToldOfMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("meeting", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "meeting"), name="told_of_meeting_once")],
            },
        ),
    ]
