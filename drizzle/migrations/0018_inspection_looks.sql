-- What was found each time somebody looked is in the log; whoever sees the task is told all of it, not the last result alone.
create function inspection_looks(county text, task bigint)
returns table (number bigint, at timestamptz, actor text, result jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select change.id, change.at, change.actor, change.after
  from inspection
  join change on change.county_code = county and change.subject = 'inspection' and change.subject_id = task and change.action = 'inspect'
  where inspection.county_code = county and inspection.id = task and (
    inspection.village_code >= current_setting('cuntu.people_low', true) and inspection.village_code < current_setting('cuntu.people_high', true)
      and (current_setting('cuntu.people_ranges', true) = '' or scope_covers(current_setting('cuntu.people_ranges', true), inspection.village_code))
    or inspection.zone_id = any(scope_ids('cuntu.zones'))
  )
$$;
