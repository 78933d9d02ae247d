-- Shelters are public places: whoever answers for any ground of a county may send people to one of the next village. Told of
-- them are name, place and room alone. `taken` are the people whom other emergencies under way than `beside` send there,
-- without the households `leaving`, which go wherever they are sent now; `endangered` is what lies in the area of such an emergency.
create function shelters_of(county text, beside bigint, leaving bigint[])
returns table (id bigint, name text, geometry geometry, capacity integer, taken integer, endangered boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with under_way as materialized (
    select emergency.id, emergency.geometry from emergency
    where emergency.county_code = county and emergency.ended_at is null and emergency.id <> beside
  ), sent as (
    select distinct on (evacuation.household_id) evacuation.shelter_id, greatest(evacuation.persons, 1) as persons
    from evacuation
    join under_way on under_way.id = evacuation.emergency_id
    where evacuation.county_code = county and not evacuation.household_id = any(leaving)
    order by evacuation.household_id, evacuation.emergency_id desc
  ), held as (
    select shelter_id, sum(persons)::integer as persons from sent group by shelter_id
  )
  select place.id, place.name, place.geometry, coalesce(place.capacity, 0), coalesce(held.persons, 0),
    exists (select from under_way where st_intersects(under_way.geometry, place.geometry))
  from place
  left join held on held.shelter_id = place.id
  where place.county_code = county and place.category = 'shelter' and place.ended_at is null
    and county >= left(current_setting('cuntu.ground_low', true), 6)
    and county <= left(current_setting('cuntu.ground_high', true), 6)
$$;
