-- What the deletion of an account looks for by the account, in tables with a row for every edit and for every account.

create index edit_ends_of_user on private.edit_ends (user_id);
create index signup_grants_of_user on private.signup_grants (user_id);
