"""Segment and Twilio events without health, as their fields come: carts, traits, groups, pages, Verify, TaskRouter, compliance."""
TEXTS = r"""
# commerce event: segment
{"type":"track","userId":"usr_<k>","event":"Order Completed","properties":{"order_id":"<o>","total":84.5,"currency":"USD","products":[{"sku":"TEE-<k>","name":"Heather Grey Tee","brand":"Alice + Olivia","price":42.25,"quantity":2}]}}
{"type":"track","event":"Product Viewed","properties":{"product_id":"<q>","name":"Relief Map of Colorado","category":"Posters","price":18,"url":"https://shop.example/p/relief-map"}}
{"type":"track","event":"Product Added","properties":{"name":"Joint Compound, 5 gal","brand":"Sheetrock","variant":"All Purpose","quantity":3,"cart_id":"<u>"}}
{"type":"track","userId":"<q>","event":"Checkout Started","properties":{"value":219.99,"coupon":"WELCOME10","shipping":{"method":"ground","city":"Boise","state":"ID"}}}
{"type":"track","event":"Products Searched","properties":{"query":"{?n:charley harper} bird print","results":41}}
{"type":"track","event":"Products Searched","properties":{"query":"muscle car calendar 2027","results":6}}
{"type":"track","event":"Coupon Denied","properties":{"coupon":"NURSE20","reason":"expired","order_id":"<o>"}}
{"type":"track","userId":"usr_<k>","event":"Gift Sent","properties":{"recipient_name":"<N1>","recipient_email":"<E1>","note":"Enjoy the tea! Love, <F2>"}}
{"type":"track","event":"Product Clicked","properties":{"name":"Scrub Brush, long handle","position":4,"list":"Cleaning"}}
{"type":"track","event":"Product Viewed","properties":{"name":"First Aid Kit, 140 pc","category":"Camping","price":24.99}}
{"type":"track","event":"Product Viewed","properties":{"name":"Back Support Office Chair","category":"Furniture","brand":"Herman Miller"}}
{"type":"track","userId":"usr_<k>","event":"Order Refunded","properties":{"order_id":"<o>","refund":12.1,"agent":"<N1>"}}
{"type":"track","event":"Wishlist Item Added","properties":{"name":"Operation board game","brand":"Hasbro","age":"6+"}}
{"type":"track","event":"Cart Viewed","properties":{"items":[{"name":"Dr. Bronner's Peppermint Soap"},{"name":"Smucker's Strawberry Jam"},{"name":"Paul Newman's Own Salsa"}]}}
# profile: segment
{"type":"identify","userId":"usr_<k>","traits":{"firstName":"<F1>","lastName":"<L1>","email":"<E1>","plan":"pro","createdAt":"2025-03-02T10:00:00Z"}}
{"type":"identify","userId":"<q>","traits":{"name":"<N1>","phone":"<P1>","address":{"street":"<AS1>","city":"Duluth","state":"MN","postalCode":"<Z1>"}}}
{"type":"identify","userId":"u-<k>","traits":{"first_name":"<f1>","last_name":"<l1>","birthday":"<BI1>","gender":"female","newsletter":true}}
{"type":"identify","userId":"u-<k>","traits":{"displayName":"<n1>","avatar":"<PHOTO1>","theme":"dark"}}
{"type":"identify","userId":"<E1>","traits":{"company":{"name":"Miller & Sons Plumbing","industry":"Construction"},"title":"Owner","fullName":"<N1>"}}
{"type":"identify","userId":"usr_<k>","traits":{"email":"<E1>","employer":"Johnson Controls","favorite_team":"Saints","t_shirt":"L"}}
{"type":"identify","userId":"usr_<k>","traits":{"contact":{"full_name":"<U1>","mobile":"<P1>"},"lifecycle":"trial","mrr":49}}
{"type":"identify","traits":{"zip":"<Z1>","language":"en-US","visits":14,"bucket":"B"}}
{"type":"identify","userId":"d_<k>","traits":{"name":"<LF1>","driver_license":"<DL1>","license_state":"OH","vehicle":{"vin":"<VIN1>","plate":"<PLATE1>"}}}
{"type":"identify","userId":"usr_<k>","traits":{"taxpayer_name":"<N1>","itin":"<ITIN1>","filing_status":"joint"}}
{"type":"identify","userId":"usr_<k>","traits":{"last4":"4410","card_brand":"visa","billing_name":"<N1>","billing_zip":"<Z1>"}}
{"type":"identify","userId":"usr_<k>","traits":{"emergencyContact":{"name":"<N1>","relation":"brother","phone":"<P1>"},"class":"kayak 2"}}
{"type":"group","userId":"usr_<k>","groupId":"g_<k>","traits":{"name":"Lawrence Paper Co","employees":240,"website":"https://lawrencepaper.example","industry":"Manufacturing"}}
{"type":"group","userId":"usr_<k>","groupId":"team-<k>","traits":{"name":"Platform","owner":"<N1>","owner_email":"<E1>","seats":12}}
{"type":"alias","userId":"<E1>","previousId":"anon-<u>"}
# page and app: segment
{"type":"page","name":"Pricing","properties":{"path":"/pricing","title":"Plans and pricing","referrer":"https://search.example/"}}
{"type":"page","name":"Blog","properties":{"path":"/blog/10-symptoms-of-a-broken-build","title":"10 symptoms of a broken build"}}
{"type":"page","properties":{"path":"/careers/charge-nurse-scheduling-software","title":"Careers: engineer, scheduling software"},"context":{"ip":"<IP1>","userAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4)"}}
{"type":"page","userId":"usr_<k>","properties":{"path":"/account","url":"https://app.example/account?email=<E1>"}}
{"type":"page","properties":{"path":"/doctor-who/season-14","title":"Doctor Who, season 14 guide"}}
{"type":"screen","userId":"usr_<k>","name":"Home","context":{"device":{"id":"<DEV1>","model":"iPhone15,3","name":"{n:Ikaika}'s iPhone"},"app":{"version":"7.2.1"}}}
{"type":"track","event":"Application Opened","properties":{"from_background":true},"context":{"device":{"advertisingId":"<DEV1>","manufacturer":"samsung"},"network":{"carrier":"Verizon"}}}
{"type":"track","userId":"usr_<k>","event":"Signed In","properties":{"method":"google"},"context":{"ip":"<IPS1>"}}
{"type":"track","event":"Video Played","properties":{"title":"How to sharpen a chisel","channel":"Paul's Bench","position":44}}
{"type":"track","userId":"usr_<k>","event":"Experiment Viewed","properties":{"experiment_name":"cta_color","variation":"treatment"}}
{"type":"track","event":"Experiment Viewed","properties":{"experiment_name":"pain_points_copy","variation":"control"}}
{"type":"track","userId":"usr_<k>","event":"Trial Started","properties":{"plan":"team","seats":5,"referrer_name":"<N1>"}}
{"type":"track","userId":"usr_<k>","event":"Song Played","properties":{"artist":"Florence + The Machine","title":"Dog Days Are Over","ms":251000}}
{"type":"track","event":"Article Read","properties":{"headline":"Fever pitch: fans queue overnight","section":"Sports","author":"<N1>"}}
{"type":"track","event":"Job Applied","userId":"usr_<k>","properties":{"applicant":"<N1>","email":"<E1>","phone":"<P1>","job":"Line cook","resume":"resume_final2.pdf"}}
{"type":"track","event":"Audience Entered","userId":"usr_<k>","properties":{"audience_key":"lapsed_shoppers_90d","lapsed_shoppers_90d":true}}
{"type":"track","event":"Level Completed","properties":{"hero":"Cleric","spell":"Mass Heal","hp":40,"potion":"Antidote"}}
{"type":"track","userId":"usr_<k>","event":"Ticket Purchased","properties":{"show":"Next to Normal","venue":"Kravis Center","seat":"F 12","holder":"<N1>"}}
# task and channel: twilio
{"type":"taskrouter.worker.activity.update","data":{"payload":{"worker_name":"<N1>","worker_activity_name":"Lunch","worker_attributes":{"$json":{"full_name":"<N1>","email":"<E1>","contact_uri":"client:agent<k>","roles":["agent"]}}}}}
{"type":"taskrouter.task.created","data":{"payload":{"task_queue_name":"Returns","task_attributes":{"$json":{"from":"<T1>","name":"<N1>","reason":"return","order":"<o>"}}}}}
{"type":"taskrouter.task.completed","data":{"payload":{"task_completed_reason":"resolved","task_age":412,"task_attributes":{"$json":{"customerName":"<n1>","channelType":"web","lang":"en"}}}}}
{"type":"accountsecurity.verify.verification.approved","data":{"to":"<T1>","verification_status":"APPROVED","country":"US","friendly_name":"Shoe Barn","code_length":6}}
{"type":"accountsecurity.verify.verification.pending","data":{"to":"<E1>","channel":"email","verification_status":"PENDING","friendly_name":"Acme"}}
{"type":"studio.flow.execution.ended","data":{"contact_channel_address":"<T1>","status":"ended","ended_reason":"FLOW_END","flow_revision":31}}
{"type":"studio.flow.step.ended","data":{"name":"ask_name","transitioned_to":"say_hi","variables":{"caller_first":"<F1>","lang":"en","menu":"2"}}}
{"type":"iam.ip.blocked","data":{"address":"<IP1>","action":"POST","resource":"/v1/Sinks","authentication_method":"API Key"}}
{"type":"messaging.compliance.brand-registration.brand-unverified","data":{"brandstatus":"unverified","contactemail":"<E1>","createddate":1743100129625,"brandfeedback":"TAX_ID"}}
{"type":"messaging.compliance.campaign-registration.campaign-approved","data":{"a2pusecase":"MIXED","campaignregistrationstatus":"success","createddate":1687892791272}}
{"type":"conversations.participant.added","data":{"Identity":"<E1>","RoleName":"channel user","Attributes":{"$json":{"display_name":"<N1>"}}}}
{"type":"video.insights.log-analyzer.participant-summary","data":{"participant_identity":"<n1>","duration_sec":1204,"room_name":"book-club","codecs":["VP8","opus"]}}
{"type":"voice.insights.call-summary.complete","data":{"from":{"caller":"<T1>","carrier":"Charter","city":"ODESSA"},"to":{"callee":"client:desk","ip_address":"<IP1>"},"properties":{"pdd_ms":12,"last_sip_response_num":200}}}
{"type":"daptbt.link-shortening.link-clicked","data":{"to":"<T1>","domain":"go.example","link":"https://go.example/aB3","user_agent":"Mozilla/5.0","click_timestamp":"2026-02-02T11:00:00Z"}}
{"type":"lookup.bulk.job-status-changed","data":{"friendly_name":"march import","status":"completed","result":{"total_count":4000,"details":"12 rows skipped"}}}
{"type":"voice.status-callback.call.completed","data":{"request":{"parameters":{"From":"<T1>","To":"<T2>","CallerName":"<LU1>","CallDuration":"31","FromCity":"MIDLAND"}}}}
{"type":"iot.supersim.connection.data-session.ended","data":{"imei":"<IMEI1>","sim_unique_name":"truck-14","ip_address":"<i>","data_total":88123}}
{"type":"error-logs.error.logged","data":{"level":"ERROR","error_code":"21610","payload":{"$json":{"message":"Attempt to send to unsubscribed recipient","resource_sid":"SM<k>","to":"<T1>"}}}}
"""
