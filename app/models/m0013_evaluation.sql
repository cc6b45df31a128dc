-- The members' own evaluation beside that of the masses, and what a file of 整顿 states besides its lists.

ALTER TABLE rating ADD COLUMN member_grade TEXT;              -- 党员大会评议
ALTER TABLE rating ADD COLUMN member_on TEXT;
ALTER TABLE rectification ADD COLUMN service_project TEXT;    -- 为民服务项目
ALTER TABLE rectification ADD COLUMN applied_on TEXT;         -- day the branch asked for acceptance
ALTER TABLE rectification ADD COLUMN acceptance_result TEXT;  -- 上级验收结论
