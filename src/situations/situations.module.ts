import { Module } from '@nestjs/common';
import { CatalogueRepository } from './catalogue.repository.js';
import { CatalogueResolver } from './catalogue.resolver.js';
import { CatalogueService } from './catalogue.service.js';
import { ConstraintsResolver, SituationConstraints } from './constraints.resolver.js';
import { ConstraintsService } from './constraints.service.js';
import { GapsRepository } from './gaps.repository.js';
import { GapsResolver, SituationGaps } from './gaps.resolver.js';
import { GapsService } from './gaps.service.js';
import { RoleAspectsRepository } from './role-aspects.repository.js';
import { RoleAspectsResolver, SituationAspects } from './role-aspects.resolver.js';
import { RoleAspectsService } from './role-aspects.service.js';
import { RoleSnapshotsResolver, SituationRole } from './role-snapshots.resolver.js';
import { RoleSnapshotsService } from './role-snapshots.service.js';
import { SituationRowsRepository } from './situation-rows.repository.js';
import { SituationRowsService } from './situation-rows.service.js';
import { ClientSituation, SituationResolver } from './situation.resolver.js';
import { SkillClaimsRepository } from './skill-claims.repository.js';
import { SituationSkills, SkillClaimsResolver } from './skill-claims.resolver.js';
import { SkillClaimsService } from './skill-claims.service.js';
import { TargetRolesRepository } from './target-roles.repository.js';
import { SituationTargets, TargetRolesResolver } from './target-roles.resolver.js';
import { TargetRolesService } from './target-roles.service.js';
import { TasksRepository } from './tasks.repository.js';
import { SituationTasks, TasksResolver } from './tasks.resolver.js';
import { TasksService } from './tasks.service.js';
import { SituationValues, ValuesResolver } from './values.resolver.js';
import { ValuesService } from './values.service.js';

@Module({
  providers: [
    SituationRowsRepository,
    SituationRowsService,
    SituationResolver,
    ClientSituation,
    RoleSnapshotsService,
    RoleSnapshotsResolver,
    SituationRole,
    RoleAspectsRepository,
    RoleAspectsService,
    RoleAspectsResolver,
    SituationAspects,
    TasksRepository,
    TasksService,
    TasksResolver,
    SituationTasks,
    ValuesService,
    ValuesResolver,
    SituationValues,
    ConstraintsService,
    ConstraintsResolver,
    SituationConstraints,
    CatalogueRepository,
    CatalogueService,
    CatalogueResolver,
    SkillClaimsRepository,
    SkillClaimsService,
    SkillClaimsResolver,
    SituationSkills,
    TargetRolesRepository,
    TargetRolesService,
    TargetRolesResolver,
    SituationTargets,
    GapsRepository,
    GapsService,
    GapsResolver,
    SituationGaps,
  ],
})
export class SituationsModule {}
