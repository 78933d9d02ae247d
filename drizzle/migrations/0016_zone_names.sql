-- What the zones of a village are called is told to everybody who knows the village, as on a sign at the corner: a lead whose
-- households go elsewhere learns where to. Who leads them, and all else about them, stays with those they serve.
create function zone_names(county text, ids bigint[])
returns table (id bigint, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select zone.id, zone.name
  from zone
  where county_code = county and zone.id = any(ids)
    and village_code >= current_setting('cuntu.ground_low', true) and village_code < current_setting('cuntu.ground_high', true)
    and (current_setting('cuntu.ground_ranges', true) = '' or scope_covers(current_setting('cuntu.ground_ranges', true), village_code))
$$;
--> statement-breakpoint
-- The past of a zone belongs to those who see it today: without these lines, its name and border of a past day would be
-- today's for its own lead.
create policy of_zones_seen on change for select to cuntu_app using (
  subject = 'zone' and subject_id = any(scope_ids('cuntu.zones_seen'))
    and village_code >= current_setting('cuntu.ground_low', true) and village_code < current_setting('cuntu.ground_high', true)
    and (current_setting('cuntu.ground_ranges', true) = '' or scope_covers(current_setting('cuntu.ground_ranges', true), village_code))
);
