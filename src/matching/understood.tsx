import { categories } from "../taxonomy/categories.ts";
import { deploymentName } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { Chip, Chips, Details } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { sayMoney } from "../web/say.ts";
import type { MatchesView, NeedView } from "./schema.ts";

/** Chips that say what was understood; one need may be set right here, several are read as they stand. */
export function Understood({ result }: { result: MatchesView }) {
  const [need, ...others] = result.needs;
  if (!need) return null;
  if (others.length > 0)
    return (
      <div id="understood">
        <p>您一共说了 {result.needs.length} 项需求，我们分别来找：</p>
        <ol>
          {result.needs.map((one) => (
            <li>
              <ReadOnly need={one} />
            </li>
          ))}
        </ol>
      </div>
    );
  return (
    <div id="understood">
      <input type="hidden" name="corrected" value="1" />
      <Chips label="理解到的内容，点一下可以去掉">
        {need.capabilities.map(({ code, name }) => (
          <>
            <input type="hidden" name="capability" value={code} />
            <Chip label="要解决" remove={{ name: "drop", value: `capability:${code}` }}>
              {name}
            </Chip>
          </>
        ))}
        {need.scenes.map(({ code, name }) => (
          <>
            <input type="hidden" name="scene" value={code} />
            <Chip label="场景" remove={{ name: "drop", value: `scene:${code}` }}>
              {name}
            </Chip>
          </>
        ))}
        <Constraints need={need} />
      </Chips>
      <ChangeFields need={need} />
    </div>
  );
}

function ReadOnly({ need }: { need: NeedView }) {
  return (
    <Chips label="理解到的内容">
      {need.capabilities.map(({ name }) => (
        <Chip label="要解决">{name}</Chip>
      ))}
      {need.scenes.map(({ name }) => (
        <Chip label="场景">{name}</Chip>
      ))}
    </Chips>
  );
}

function Constraints({ need: { constraints } }: { need: NeedView }) {
  const { budgetMaxFen, headcount, regionCode, industryCode, deadline, deployment } = constraints;
  const facts: [string, string, string | undefined, string | undefined][] = [
    ["region", "地区", regionCode, regionCode && regionName(regionCode, "short")],
    ["industry", "行业", industryCode, industryCode && industryName(industryCode)],
    ["deadline", "期限", deadline, deadline],
    ["deployment", "用法", deployment, deployment && deploymentName(deployment)],
  ];
  return (
    <>
      {budgetMaxFen === undefined ? null : (
        <Chip label="预算" remove={{ name: "drop", value: "budget" }}>
          {sayMoney(budgetMaxFen)}以内
        </Chip>
      )}
      {headcount === undefined ? null : (
        <Chip label="人数" remove={{ name: "drop", value: "headcount" }}>
          {headcount} 人
        </Chip>
      )}
      {facts.map(([name, label, value, said]) =>
        value === undefined ? null : (
          <>
            <input type="hidden" name={name} value={value} />
            <Chip label={label} remove={{ name: "drop", value: name }}>
              {said}
            </Chip>
          </>
        ),
      )}
    </>
  );
}

/** What is typed rather than taken away. */
function ChangeFields({ need: { category, constraints, scenes: chosen } }: { need: NeedView }) {
  const has = new Set(chosen.map(({ code }) => code));
  const { budgetMaxFen, headcount } = constraints;
  return (
    <Details summary="修改类别、场景、预算、人数">
      <div class="change-fields">
        <label>
          <span>类别</span>
          <select class="input select" name="category">
            {categories.map(({ code, name }) => (
              <option value={code} selected={code === category.code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>再加一个场景</span>
          <select class="input select" name="add_scene">
            <option value="">不加</option>
            {scenes
              .filter(({ code }) => !has.has(code))
              .map(({ code, name }) => (
                <option value={code}>{name}</option>
              ))}
          </select>
        </label>
        <label>
          <span>预算（元）</span>
          <input
            class="input"
            name="budget"
            inputmode="decimal"
            placeholder="不限"
            value={budgetMaxFen === undefined ? "" : String(budgetMaxFen / 100)}
          />
        </label>
        <label>
          <span>人数</span>
          <input
            class="input"
            name="headcount"
            inputmode="numeric"
            placeholder="未说明"
            value={headcount === undefined ? "" : String(headcount)}
          />
        </label>
        <SubmitButton plain wait="正在重新比对">
          按修改重新推荐
        </SubmitButton>
      </div>
    </Details>
  );
}
