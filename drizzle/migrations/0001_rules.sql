-- What the schema generator cannot say: sequence numbers, layer versions, nesting of zones, and dates that may not overlap.

create function take_seq(county text) returns bigint language plpgsql as $$
declare
  -- The setting lasts for the transaction, so that it takes one number however many rows it writes.
  setting text := 'cuntu.seq_' || county;
  taken text := current_setting(setting, true);
begin
  if taken is null or taken = '' then
    insert into county_sequence as counter (county_code, seq) values (county, 1)
      on conflict (county_code) do update set seq = counter.seq + 1
      returning seq::text into taken;
    perform set_config(setting, taken, true);
  end if;
  return taken::bigint;
end $$;
--> statement-breakpoint
comment on function take_seq is 'The sequence number of this transaction for a county. The row lock it takes makes numbers visible in the order they were given.';
--> statement-breakpoint
create function stamp_row() returns trigger language plpgsql as $$
begin
  new.seq := take_seq(new.county_code);
  new.updated_at := now();
  return new;
end $$;
--> statement-breakpoint
create function note_layer() returns trigger language plpgsql as $$
begin
  insert into layer_version as noted (county_code, layer, seq, changed_at)
    select county_code, tg_table_name, take_seq(county_code), now()
    from (select distinct county_code from changed) counties
    on conflict (county_code, layer) do update set seq = excluded.seq, changed_at = excluded.changed_at;
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  layer text;
begin
  foreach layer in array array['area', 'zone', 'zone_lead', 'street', 'building', 'landform', 'relief', 'household', 'person',
    'party_member', 'household_link', 'key_person', 'place', 'asset', 'hazard', 'visit', 'journal_entry'] loop
    execute format('create trigger stamp_row before insert or update on %I for each row execute function stamp_row()', layer);
    execute format('create trigger note_insert after insert on %I referencing new table as changed for each statement execute function note_layer()', layer);
    execute format('create trigger note_update after update on %I referencing new table as changed for each statement execute function note_layer()', layer);
    execute format('create trigger note_delete after delete on %I referencing old table as changed for each statement execute function note_layer()', layer);
  end loop;
end $$;
--> statement-breakpoint
create function check_zone_nesting() returns trigger language plpgsql as $$
declare
  own integer := (select ordinal from zone_level where county_code = new.county_code and level = new.level);
  above integer := (
    select zone_level.ordinal from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = new.county_code and zone.id = new.parent_id
  );
begin
  if new.parent_id is not null and above is distinct from own - 1 then
    raise exception 'a zone of level % cannot lie in zone %', new.level, new.parent_id
      using errcode = 'check_violation', constraint = 'zone_nests_in_level_above';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger check_zone_nesting before insert or update of parent_id, level on zone for each row execute function check_zone_nesting();
--> statement-breakpoint
create function check_household_lane() returns trigger language plpgsql as $$
begin
  if new.lane_id is not null and (
    select zone_level.ordinal from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = new.county_code and zone.id = new.lane_id
  ) is distinct from (select max(ordinal) from zone_level where county_code = new.county_code) then
    raise exception 'a household belongs to an innermost zone, which zone % is not', new.lane_id
      using errcode = 'check_violation', constraint = 'household_lane_is_innermost';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger check_household_lane before insert or update of lane_id on household for each row execute function check_household_lane();
--> statement-breakpoint
alter table zone_lead add constraint zone_lead_one_at_a_time
  exclude using gist (county_code with =, zone_id with =, daterange(from_on, to_on) with &&);
--> statement-breakpoint
alter table household_link add constraint household_link_one_at_a_time
  exclude using gist (county_code with =, household_id with =, daterange(from_on, to_on) with &&);
--> statement-breakpoint
create function refuse_change_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'the change log is only added to' using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger refuse_change_rewrite before update or delete on change for each statement execute function refuse_change_rewrite();
--> statement-breakpoint
create index person_name_trgm on person using gin (name gin_trgm_ops);
--> statement-breakpoint
create index household_address_trgm on household using gin (address gin_trgm_ops);
--> statement-breakpoint
create index street_name_trgm on street using gin (name gin_trgm_ops);
--> statement-breakpoint
create index place_name_trgm on place using gin (name gin_trgm_ops);
