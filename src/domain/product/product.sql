-- product.sql: sản phẩm and the words it is found by.

-- product_insert(id Id, producer Id, code Str, name Str, name_fold Str, name_sort Str, name_en Str?, set_no int, group_no int, story Str?, story_en Str?, photo Blob?, photo_alt Str?, buy_url Str?, demo bool, at Time) -> done under PRODUCT_CREATE | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST | REGISTER_IMPORT | SYSTEM_LOAD
insert into product (id, producer, code, name, name_fold, name_sort, name_en, set_no, group_no, story, story_en, photo, photo_alt, buy_url, demo, created_at, version)
values (:id, :producer, :code, :name, :name_fold, :name_sort, :name_en, :set_no, :group_no, :story, :story_en, :photo, :photo_alt, :buy_url, :demo, :at, 1);

-- product_get(id Id) -> one product(id Id, producer Id, code Str, name Str, name_en Str?, set_no int, group_no int, story Str?, story_en Str?, photo Blob?, photo_alt Str?, buy_url Str?, latest Id?, demo bool, version int, producer_name Str, producer_kind int, place Id?, place_text Str)
select p.id, p.producer, p.code, p.name, p.name_en, p.set_no, p.group_no, p.story, p.story_en, p.photo, p.photo_alt, p.buy_url, p.latest, p.demo, p.version,
       r.name, r.kind, r.place, r.place_text
  from product p join producer r on r.id = p.producer
 where p.id = :id;

-- products_of_producer(producer Id) -> many product
select p.id, p.producer, p.code, p.name, p.name_en, p.set_no, p.group_no, p.story, p.story_en, p.photo, p.photo_alt, p.buy_url, p.latest, p.demo, p.version,
       r.name, r.kind, r.place, r.place_text
  from product p join producer r on r.id = p.producer
 where p.producer = :producer
 order by p.name_sort, p.id;

-- product_update(id Id, version int, name Str, name_fold Str, name_sort Str, name_en Str?, story Str?, story_en Str?, photo_alt Str?, buy_url Str?) -> changed under PRODUCT_EDIT | DOSSIER_EDIT | SYSTEM_LOAD
update product
   set name = :name, name_fold = :name_fold, name_sort = :name_sort, name_en = :name_en, story = :story, story_en = :story_en,
       photo_alt = :photo_alt, buy_url = :buy_url, version = version + 1
 where id = :id and version = :version;

-- product_photo_put(id Id, photo Blob?, photo_alt Str?) -> changed under PRODUCT_EDIT | DOSSIER_EDIT | SYSTEM_LOAD
update product set photo = :photo, photo_alt = :photo_alt, version = version + 1 where id = :id;

-- product_latest_put(id Id, latest Id?) -> changed under RECOGNITION_DECIDE | RECOGNITION_REVOKE | REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD
update product set latest = :latest where id = :id;

-- product_words_cut(id Id) -> done under PRODUCT_CREATE | PRODUCT_EDIT | DOSSIER_EDIT | PRODUCER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST | REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD | SYSTEM_JOB | PLACE_CHOOSE
delete from product_search where rowid = :id;

-- product_words_put(id Id, words Str) -> done under PRODUCT_CREATE | PRODUCT_EDIT | DOSSIER_EDIT | PRODUCER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST | REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD | SYSTEM_JOB | PLACE_CHOOSE
insert into product_search (rowid, words) values (:id, :words);

-- product_words_put@pg(id Id, words Str) -> done under PRODUCT_CREATE | PRODUCT_EDIT | DOSSIER_EDIT | PRODUCER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST | REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD | SYSTEM_JOB | PLACE_CHOOSE
insert into product_search (rowid, words) values (:id, to_tsvector('simple', :words));

-- product_group_put(id Id, group_no int) -> changed under REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD
update product set group_no = :group_no, version = version + 1 where id = :id;

-- product_delete(id Id) -> changed under REGISTER_UNDO
delete from product where id = :id;
