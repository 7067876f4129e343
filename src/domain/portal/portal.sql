-- portal.sql: what anybody may see: recognised products, found and checked.

-- portal_list(group_no int, star int, status int, today Date, soon Date, row_limit int, row_offset int) -> many portal_card(id Id, code Str, name Str, name_en Str?, group_no int, photo Blob?, photo_alt Str?, producer_name Str, place_text Str, star int, from_day Date, until_day Date, revoked_on Date?)
select p.id, p.code, p.name, p.name_en, p.group_no, p.photo, p.photo_alt, d.name, d.place_text, r.star, r.from_day, r.until_day, r.revoked_on
  from product p
  join recognition r on r.id = p.latest
  join producer d on d.id = p.producer
 where (:group_no = 0 or p.group_no = :group_no)
   and (:star = 0 or r.star = :star)
   and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)))
 order by p.name_sort, p.id
 limit :row_limit offset :row_offset;

-- portal_list_count(group_no int, star int, status int, today Date, soon Date) -> one portal_count(n int)
select count(*)
  from product p
  join recognition r on r.id = p.latest
 where (:group_no = 0 or p.group_no = :group_no)
   and (:star = 0 or r.star = :star)
   and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)));

-- Thousands may match: filtered and sorted in the narrow indexes, only the rows of this page are read whole.
-- portal_find(words Str, group_no int, star int, status int, today Date, soon Date, row_limit int, row_offset int) -> many portal_card
select p.id, p.code, p.name, p.name_en, p.group_no, p.photo, p.photo_alt, d.name, d.place_text, r.star, r.from_day, r.until_day, r.revoked_on
  from (select p.id
          from product_search s
          join product p indexed by product_found on p.id = s.rowid
          join recognition r indexed by recognition_found on r.id = p.latest
         where s.words match :words
           and (:group_no = 0 or p.group_no = :group_no)
           and (:star = 0 or r.star = :star)
           and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                            or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                            or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)))
         order by p.name_sort, p.id
         limit :row_limit offset :row_offset) h
  join product p on p.id = h.id
  join recognition r on r.id = p.latest
  join producer d on d.id = p.producer
 order by p.name_sort, p.id;

-- full-text match has another spelling on PostgreSQL
-- portal_find@pg(words Str, group_no int, star int, status int, today Date, soon Date, row_limit int, row_offset int) -> many portal_card
select p.id, p.code, p.name, p.name_en, p.group_no, p.photo, p.photo_alt, d.name, d.place_text, r.star, r.from_day, r.until_day, r.revoked_on
  from product_search s
  join product p on p.id = s.rowid
  join recognition r on r.id = p.latest
  join producer d on d.id = p.producer
 where s.words @@ to_tsquery('simple', :words)
   and (:group_no = 0 or p.group_no = :group_no)
   and (:star = 0 or r.star = :star)
   and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)))
 order by p.name_sort, p.id
 limit :row_limit offset :row_offset;

-- portal_find_count(words Str, group_no int, star int, status int, today Date, soon Date) -> one portal_count
select count(*)
  from product_search s
  join product p indexed by product_found on p.id = s.rowid
  join recognition r indexed by recognition_found on r.id = p.latest
 where s.words match :words
   and (:group_no = 0 or p.group_no = :group_no)
   and (:star = 0 or r.star = :star)
   and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)));

-- full-text match has another spelling on PostgreSQL
-- portal_find_count@pg(words Str, group_no int, star int, status int, today Date, soon Date) -> one portal_count
select count(*)
  from product_search s
  join product p on p.id = s.rowid
  join recognition r on r.id = p.latest
 where s.words @@ to_tsquery('simple', :words)
   and (:group_no = 0 or p.group_no = :group_no)
   and (:star = 0 or r.star = :star)
   and (:status = 0 or (:status = 1 and r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 2 and r.until_day > :today and r.until_day <= :soon and (r.revoked_on is null or r.revoked_on > :today))
                    or (:status = 3 and (r.until_day <= :today or r.revoked_on <= :today)));

-- portal_newest(today Date, row_limit int) -> many portal_card
select p.id, p.code, p.name, p.name_en, p.group_no, p.photo, p.photo_alt, d.name, d.place_text, r.star, r.from_day, r.until_day, r.revoked_on
  from product p
  join recognition r on r.id = p.latest
  join producer d on d.id = p.producer
 where r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today)
 order by r.from_day desc, r.star desc, p.name_sort, p.id
 limit :row_limit;

-- portal_stars(today Date) -> many portal_star(star int, n int)
select r.star, count(*)
  from product p join recognition r on r.id = p.latest
 where r.until_day > :today and (r.revoked_on is null or r.revoked_on > :today)
 group by r.star order by r.star desc;

-- portal_product(code Str) -> one portal_item(id Id, code Str, name Str, name_en Str?, set_no int, group_no int, story Str?, story_en Str?, photo Blob?, photo_alt Str?, buy_url Str?, producer_name Str, producer_kind int, place_text Str, address Str, public_contact bool, phone Str?, email Str?, website Str?, star int, round int, decision_no Str, decision_date Date, authority Str, from_day Date, until_day Date, certificate_no Str?, revoked_on Date?, revoke_decision Str?, revoke_reason Str?, recognised_name Str, recognised_place Str)
select p.id, p.code, p.name, p.name_en, p.set_no, p.group_no, p.story, p.story_en, p.photo, p.photo_alt, p.buy_url, d.name, d.kind, d.place_text, d.address,
       d.public_contact, d.phone, d.email, d.website, r.star, r.round, r.decision_no, r.decision_date, r.authority, r.from_day, r.until_day,
       r.certificate_no, r.revoked_on, r.revoke_decision, r.revoke_reason, r.product_name, r.place_text
  from product p
  join recognition r on r.id = p.latest
  join producer d on d.id = p.producer
 where p.code = :code;

-- portal_code_of_certificate(certificate_no Str) -> maybe portal_code(code Str)
select p.code from recognition r join product p on p.id = r.product where r.certificate_no = :certificate_no;

-- portal_photo(code Str) -> one portal_photo(photo Blob?, photo_alt Str?)
select p.photo, p.photo_alt from product p where p.code = :code and p.latest is not null;
