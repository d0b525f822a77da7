"""The pages of allauth that we use: signing in and out, passwords, passkeys. There is no open sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("locked/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("address/", account.email, name="account_email"),
    path("address/sent/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^address/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("recover/", account.password_reset, name="account_reset_password"),
    path("recover/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^recover/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("recover/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second/", mfa.authenticate, name="mfa_authenticate"),
    path("second/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/again/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/sign-in/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/name/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/", mfa.index, name="mfa_index"),
    path("sign-up/", account.signup, name="account_signup"),
]
