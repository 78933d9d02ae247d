-- Who is in charge of a household, or of somebody in it, sees also who found them in a list or by a search.
create policy in_charge on access_record for select to cuntu_app using (
  subject in ('list', 'search', 'export') and subject_ids && scope_ids('cuntu.households')
  or subject in ('person', 'keyPerson') and subject_ids && scope_ids('cuntu.persons')
);
