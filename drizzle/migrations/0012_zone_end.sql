-- What somebody may do because of a zone ends with the zone; whoever leads the one it went into has their own right to it.
create function end_grants_of_zone() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update account_grant
  set to_on = greatest(from_on, new.ended_at)
  where county_code = new.county_code and zone_id = new.id and to_on is null;
  return null;
end $$;
--> statement-breakpoint
create trigger end_grants_of_zone after update of ended_at on zone for each row
  when (new.ended_at is not null and old.ended_at is null) execute function end_grants_of_zone();
