// Package django reads the users of django.contrib.auth, of the model of its
// own or of one that the app has made from AbstractBaseUser: as dumpdata
// writes them (json and jsonl, with or without natural keys, with or without
// other models), or the table as CSV or JSON, as databases write it.
//
// Django itself proves no email. Where the app uses django-allauth, its email
// addresses say which are verified; they, its social accounts and second
// factors (allauth.mfa, django-otp), and the social logins of
// python-social-auth are read from the same dump, or as tables beside it.
//
// Sources: Django's documentation (customizing authentication, serialization,
// dumpdata) and django/contrib/auth/hashers.py; django-allauth's models
// (account, socialaccount, mfa); django-otp's models; social_django's.
package django
