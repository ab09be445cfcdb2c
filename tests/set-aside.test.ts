import { describe, expect, test } from "vitest";
import { wantedIn } from "./support/wanted.ts";

describe("what a text sets aside", () => {
  test.for([
    ["想上扫码报工，考勤那块不归我管", "attendance"],
    ["先把质量管起来，ERP先不考虑", "erp-manufacturing"],
    ["想要小程序商城，直播带货以后再说", "live-commerce"],
    ["只要扫码报工，不需要财务软件", "accounting-basic"],
    ["车间老丢工具，不想装摄像头，想扫码借还", "video-surveillance"],
    ["想要个OA，60人，不要钉钉", "team-messaging"],
    ["想把合同归档，不用财务软件，我们用的好会计挺好", "accounting-basic"],
    ["老板要看每天每个订单赚多少，用的是金蝶KIS，不想换，能接上就行", "accounting-basic"],
    [
      "质量这块没有系统，我们有用友，财务和库存在里面跑得还可以，所以不要动那个",
      "inventory-accuracy",
    ],
    ["想用AI抽查客服的录音，已有呼叫中心，不换", "call-center"],
    ["想做复诊提醒，收银系统已经有一套了不用换", "pos-retail"],
    ["想手机上看到每个店每天亏没亏，别叫我们换收银", "pos-retail"],
    ["发票一张张录进财务软件，会计加班。想自动识别发票，不用财务软件", "accounting-basic"],
    ["想多卖点货，别搞直播，老客在微信里自己下单就行", "live-commerce"],
  ] as const)("of %s what it sets aside is not wanted", ([text, code]) => {
    expect(wantedIn(text)).not.toContain(code);
  });

  test.for([
    ["我们有四十台老机床，设备都不想换，想把设备联网", "machine-connect"],
    ["用了金蝶，想换掉，要财务软件", "accounting-basic"],
    ["合同在线签，不要邮寄", "e-signature"],
    ["料放久了过期，不想库存积压", "dead-stock"],
    ["仓库乱，不要呆滞库存", "dead-stock"],
    ["电脑里的图纸怕没了，不要勒索病毒", "ransomware-defence"],
  ] as const)("of %s what is not set aside is", ([text, code]) => {
    expect(wantedIn(text)).toContain(code);
  });
});
