-- token_accounts_newest begins with the time of opening and does the work of both.
drop index private.token_accounts_by_opening;
