from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0004_public_title'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(default='other', max_length=10),
        ),
    ]
